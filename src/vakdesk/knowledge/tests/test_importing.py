"""A table of which half is bad: each bad row told by its number, nothing half-written, nothing twice."""

from pathlib import Path

import pytest

from vakdesk.access.actors import Door, machine
from vakdesk.kit.errors import Refused
from vakdesk.knowledge import actions
from vakdesk.knowledge.actions.importing import bring_in
from vakdesk.knowledge.importing import Fault, rows_of
from vakdesk.knowledge.models import Article, Version
from vakdesk.logbook.models import Entry
from vakdesk.records.models import Record

IMPORTER = machine("importer", "Import", door=Door.COMMAND)
BAD = [
    "{0},,No title,en,answer,public,,,,yes",
    "{0},No text,,en,answer,public,,,,yes",
    "{0},Klingon,Text,tlh,answer,public,,,,yes",
    "{0},Kind,Text,en,poem,public,,,,yes",
    "{0},Readers,Text,en,answer,aliens,,,,yes",
    "{0},Nowhere,Text,en,answer,public,no-such-place,,,yes",
    "{0},Day,Text,en,answer,public,,,31-12-2027,yes",
    "{0},Truth,Text,en,answer,public,,,,perhaps",
    "{0},Much,Text,en,answer,public,,,,yes,and,more,fields",
]


def test_half_of_the_rows_are_bad_and_the_other_half_is_in_once(db: None, tmp_path: Path) -> None:
    actions.add_category(by=machine("importer", "Import"), names={"en": "Printing", "nl": "Printen"}, code="print")
    file = tmp_path / "wiki.csv"
    lines = ["id,title,text,language,kind,audience,category,tags,review_by,published"]
    for number in range(300):
        lines.append(f'g{number},Title {number},"Text, {number}",nl,procedure,public,Printen,"paper, Toner",2027-05-01,yes')
        lines.append(BAD[number % len(BAD)].format(f"b{number}"))
    file.write_bytes("\n".join(lines).encode() + b"\nx,Latin,caf\xe9,en,answer,public,,,,yes\n")
    told: list[Fault] = []

    first = bring_in(rows_of(file), by=IMPORTER, system="wiki", tell=told.append)
    again = bring_in(rows_of(file), by=IMPORTER, system="wiki", tell=lambda _fault: None)

    assert (first.new, first.known, first.refused) == (300, 0, 301)
    assert (again.new, again.known, again.refused) == (0, 300, 301)
    assert [fault.number for fault in told][:3] == [2, 4, 6] and "title" in told[0].sentence and "UTF-8" in told[-1].sentence
    assert Article.objects.published().count() == Version.objects.count() == Record.objects.filter(type="article").count() == 300
    one = Article.objects.select_related("record", "category", "published").get(source="wiki:g7")
    assert (one.title, one.published.text, one.category.code, str(one.review_by)) == ("Title 7", "Text, 7", "print", "2027-05-01")
    assert sorted(one.record.tags.values_list("name", flat=True)) == ["Toner", "paper"]
    assert Entry.objects.filter(verb="article.imported").count() == 300


def test_yaml_is_read_and_what_is_none_is_refused_as_a_whole(db: None, tmp_path: Path) -> None:
    file = tmp_path / "wiki.yaml"
    file.write_text("- title: One\n  text: Words\n  tags: [a, b]\n---\ntitle: Two\ntext: More\n---\njust words\n")
    outcome = bring_in(rows_of(file), by=IMPORTER, system="wiki", tell=lambda _fault: None)
    assert (outcome.new, outcome.refused) == (2, 1)
    file.write_text("title: [unclosed")
    with pytest.raises(Refused, match="no YAML"):
        list(rows_of(file))
    (tmp_path / "wiki.csv").write_text("a,b\n1,2\n")
    for bad in (tmp_path / "wiki.csv", tmp_path / "wiki.docx", tmp_path / "nowhere.csv"):
        with pytest.raises(Refused):
            list(rows_of(bad))
