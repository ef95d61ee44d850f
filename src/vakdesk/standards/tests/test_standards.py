"""A standard is brought in once, read by the desk alone, and what is doubtful in it is settled by a person."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from refusing import refused

from vakdesk.access.actors import machine
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.standards.actions import confirm, import_framework, settle
from vakdesk.standards.commands import IMPORTER, import_standard
from vakdesk.standards.kinds import Irregularity, LinkStatus
from vakdesk.standards.models import Finding, Framework, Node, NodeLink
from vakdesk.standards.reading import MOST_BYTES
from vakdesk.standards.tests.made import MADE, OTHER


@pytest.fixture
def framework(ann: Person, actor) -> Framework:
    return import_framework(by=actor(ann), content=MADE)


def test_a_text_is_kept_as_printed_and_as_we_read_it(framework: Framework) -> None:
    partial = Node.objects.get(framework=framework, code="partial-1")
    leaks = Node.objects.get(framework=framework, code="B.3.2.3")

    assert (partial.printed_title, partial.title) == ("Oil Technician", "Oil Keeper")
    assert (leaks.text, leaks.parent.code, leaks.levels) == ("Watches for leaks and reports them.", "B.3.2", ["estqf:4"])
    assert (framework.version, str(framework.valid_to), framework.number) == ("6", "2024-09-22", 1)
    assert set(framework.findings.values_list("what", flat=True)) >= {
        Irregularity.SEVERAL_TITLES,
        Irregularity.EXPIRED,
        Irregularity.BROKEN,
    }
    assert Entry.objects.about(framework).get().facts["nodes"] == framework.nodes.count() == 13


def test_the_same_file_twice_is_the_same_as_once(framework: Framework, ann: Person, actor) -> None:
    assert import_framework(by=actor(ann), content=MADE) == framework
    assert Framework.objects.count() == Entry.objects.about(framework).count() == 1


def test_another_text_stands_beside_the_old_one(framework: Framework, ann: Person, actor) -> None:
    newer = import_framework(by=actor(ann), content=OTHER)

    assert (newer.key, newer.number) == (framework.key, 2)
    assert list(Framework.objects.newest()) == [newer]
    assert framework.nodes.count() == newer.nodes.count()


def test_only_administrators_bring_standards_in(ada: Person, actor) -> None:
    with pytest.raises(NotAllowed):
        import_framework(by=actor(ada), content=MADE)
    with pytest.raises(NotAllowed):
        import_framework(by=machine("timekeeper", "Clock"), content=MADE)


def test_a_text_with_one_code_twice_is_refused(ann: Person, actor) -> None:
    with refused():
        import_framework(by=actor(ann), content=MADE + MADE)
    with refused():
        import_framework(by=actor(ann), content=MADE.replace(b"B.3.2 Oil keeping\tEstQF", b"B.3.1 Oil keeping\tEstQF"))
    assert not Framework.objects.exists()


def test_a_person_settles_what_looks_wrong_once_and_says_why(framework: Framework, ann: Person, actor) -> None:
    finding = framework.findings.get(what=Irregularity.EXPIRED)

    with refused("reason"):
        settle(finding, by=actor(ann), reason=" ")
    settle(finding, by=actor(ann), reason="The register says so too.")

    finding.refresh_from_db()
    assert (finding.settled_by, finding.reason) == (ann, "The register says so too.")
    assert finding not in Finding.objects.filter(settled_at=None)
    with refused():
        settle(finding, by=actor(ann), reason="Again")


def test_all_of_a_kind_are_settled_with_one_reason(framework: Framework, ann: Person, client: Client) -> None:
    alike = framework.findings.filter(what=Irregularity.MARKUP)
    others = framework.findings.exclude(what=Irregularity.MARKUP)
    assert alike.count() > 1
    client.force_login(ann)

    client.post(f"/standards/findings/{alike[0].pk}/settle/", {"reason": "Only layout.", "alike": "on"})

    assert set(alike.values_list("reason", "settled_by")) == {("Only layout.", ann.pk)}
    assert set(others.values_list("reason", flat=True)) == {""}
    assert Entry.objects.about(framework).filter(verb="framework.settled").count() == alike.count()


def test_what_was_proposed_is_confirmed_by_a_named_person(framework: Framework, ann: Person, ada: Person, actor) -> None:
    link = framework.links.get(source__code="A.2.1", target="B.3.1")
    assert link.status == LinkStatus.INFERRED

    with pytest.raises(NotAllowed):
        confirm(link, by=actor(ada), reason="I think so")
    confirm(link, by=actor(ann), reason="Read both.")

    link.refresh_from_db()
    assert (link.status, link.confirmed_by) == (LinkStatus.CONFIRMED, ann)
    with refused():
        confirm(NodeLink.objects.get(target="partial-1", source__code="B.3.1"), by=actor(ann), reason="Printed anyway")


def test_the_command_brings_a_file_in(tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None) -> None:
    file = tmp_path / "lamp.txt"
    file.write_bytes(MADE)
    options = type("Options", (), {"file": file})()

    assert import_standard(options) == 0  # type: ignore[arg-type]
    assert "13 parts" in capsys.readouterr().out
    assert Entry.objects.latest("pk").machine == IMPORTER.machine
    options.file = tmp_path / "none.txt"
    with pytest.raises(Refused):
        import_standard(options)  # type: ignore[arg-type]


def test_a_file_is_brought_in_by_form(client: Client, ann: Person) -> None:
    client.force_login(ann)

    answer = client.post("/standards/import/", {"content": SimpleUploadedFile("lamp.txt", MADE)})
    assert answer.status_code == 303
    assert answer.url == Framework.objects.get().get_absolute_url()

    answer = client.post("/standards/import/", {"content": SimpleUploadedFile("huge.txt", b"x" * (MOST_BYTES + 9))})
    assert answer.status_code == 409
    assert "larger than 1 MB" in answer.text


def test_the_desk_reads_a_standard_and_requesters_do_not(client: Client, framework: Framework, ada: Person, bo: Person) -> None:
    pages = ["", f"{framework.pk}/", f"{framework.pk}/findings/", "outlines/nl-27016/", "activities/", "activities/A07/", "succession/"]
    client.force_login(ada)
    for page in pages:
        assert client.get(f"/standards/{page}").status_code == 200
    shown = client.get(f"/standards/{framework.pk}/").text
    assert "Orders oil in time." in shown
    assert "Expired on" in shown
    for page in ("outlines/none/", "activities/A99/", "999999/"):
        assert client.get(f"/standards/{page}").status_code == 404

    client.force_login(bo)
    assert {client.get(f"/standards/{page}").status_code for page in pages} <= {403, 404}


def test_settling_and_confirming_are_pages(client: Client, framework: Framework, ann: Person) -> None:
    client.force_login(ann)
    finding, link = framework.findings.first(), framework.links.filter(status=LinkStatus.INFERRED).first()
    assert finding and link

    for address in (f"findings/{finding.pk}/settle/", f"links/{link.pk}/confirm/"):
        assert client.get(f"/standards/{address}").status_code == 200
        assert client.post(f"/standards/{address}", {"reason": "Looked it up."}).status_code == 303
    assert "Looked it up." in client.get(f"/standards/{framework.pk}/findings/").text


@pytest.mark.shared
def test_every_official_text_becomes_rows(standards: Path, ann: Person, client: Client, actor) -> None:
    client.force_login(ann)
    for file in sorted(standards.glob("*.txt")):
        framework = import_framework(by=actor(ann), content=file.read_bytes())
        assert client.get(framework.get_absolute_url()).status_code == 200
        assert client.get(f"{framework.get_absolute_url()}findings/").status_code == 200
    assert Framework.objects.newest().count() == 5
    assert client.get("/standards/activities/A42/").status_code == 200
