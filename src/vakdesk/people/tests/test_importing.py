"""Importing people: whatever the file looks like, what is in it, and a second time."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.importing.carrying_out import Importer
from vakdesk.people.importing.reading import encoding_of, read
from vakdesk.people.models import Group, Person
from vakdesk.people.tests import cast

SHEET = """Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;E-mail;Telefoon;Klas
1001;Sanne;van der;Meer;sanne@lindewaard.example;06 1111 2222;SD1A
1002;Jüri;;Õunapuu;juri@lindewaard.example;;SD1A|SD2B
1003;Zoë;;Bakker;zoe@lindewaard.example;;SD2B
"""


def run(text: str | bytes, *, by=None, **more):
    content = text if isinstance(text, bytes) else text.encode()
    columns = more.pop("columns", None)
    return Importer(read(io.BytesIO(content), columns=columns), by=by or cast.INSTALLER, **more).run(name="test.csv")


def members(name: str) -> list[str]:
    return sorted(Group.objects.get(external_id=name).members.values_list("name", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(encoding, separator, lindewaard):
    done = run(SHEET.replace(";", separator).encode(encoding), organisation=lindewaard)
    assert (done.added, done.refused) == (3, 0)
    juri = Person.objects.get(external_id="1002")
    assert (juri.name, juri.email, juri.organisation) == ("Jüri Õunapuu", "juri@lindewaard.example", lindewaard)
    assert Person.objects.get(external_id="1001").name == "Sanne van der Meer"
    assert members("SD1A") == ["Jüri Õunapuu", "Sanne van der Meer"]


test_encodings_and_separators = pytest.mark.django_db(test_encodings_and_separators)


def test_cp1252_cannot_hold_every_name_and_is_still_recognised():
    assert encoding_of(io.BytesIO("naam\nZoë".encode("cp1252"))) == "cp1252"
    assert encoding_of(io.BytesIO("naam\nZoë".encode())) == "utf-8-sig"


def test_a_second_run_changes_nothing(lindewaard):
    run(SHEET, organisation=lindewaard)
    before = Entry.objects.count()
    done = run(SHEET, organisation=lindewaard, leavers=True)
    assert (done.added, done.changed, done.left, done.groups, done.unchanged) == (0, 0, 0, 0, 3)
    assert Entry.objects.count() == before + 1, "only the run itself is recorded"


def test_looking_promises_exactly_what_then_happens_and_changes_nothing(lindewaard):
    run(SHEET, organisation=lindewaard)
    later = SHEET.replace("Sanne", "Sanna").replace(
        "1003;Zoë;;Bakker;zoe@lindewaard.example;;SD2B\n", "1004;New;;One;new@lindewaard.example;;SD2B\n"
    )
    before = (Person.objects.count(), Entry.objects.count())
    looked = run(later, organisation=lindewaard, leavers=True, only_look=True)
    assert (Person.objects.count(), Entry.objects.count()) == before
    done = run(later, organisation=lindewaard, leavers=True)
    assert looked == done and (done.added, done.changed, done.left) == (1, 1, 1)


def test_whoever_is_missing_from_the_full_list_has_left_and_others_stay(lindewaard, vlierhof, ada):
    run(SHEET, organisation=lindewaard)
    elsewhere = actions.register("Elsewhere", by=cast.INSTALLER, organisation=vlierhof, external_id="77")
    run("Leerlingnummer;Naam\n1001;Sanne van der Meer\n", organisation=lindewaard, leavers=True)
    gone = set(Person.objects.filter(is_active=False).values_list("external_id", flat=True))
    assert gone == {"1002", "1003"} and Person.objects.get(pk=elsewhere.pk).is_active and Person.objects.get(pk=ada.pk).is_active


@pytest.mark.parametrize("left", ["2026-01-31", "31-01-2026", "31/01/2026", "ja", "TRUE"])
def test_a_leaver_column_records_leaving(left, lindewaard):
    run(SHEET, organisation=lindewaard)
    done = run(f"nummer;naam;uit dienst\n1001;Sanne van der Meer;{left}\n")
    assert done.left == 1 and not Person.objects.get(external_id="1001").is_active
    assert run(f"nummer;naam;uit dienst\n1001;Sanne van der Meer;{left}\n").unchanged == 1


def test_a_last_day_to_come_is_no_leaving_yet_and_who_comes_back_is_back(lindewaard):
    run(SHEET, organisation=lindewaard)
    assert run("nummer;naam;uit dienst\n1001;Sanne van der Meer;2099-01-01\n").left == 0
    run("nummer;naam;uit dienst\n1001;Sanne van der Meer;ja\n")
    done = run("nummer;naam\n1001;Sanne van der Meer\n")
    assert done.changed == 1 and Person.objects.get(external_id="1001").is_active


def test_somebody_known_by_address_gets_the_number_and_keeps_what_the_file_leaves_empty(lindewaard, bo):
    run("nummer;naam;email;telefoon\n1009;Bo Jansen;BO@lindewaard.example;\n")
    bo.refresh_from_db()
    assert bo.external_id == "1009" and bo.phone == "+31 6 1234 5678" and Person.objects.filter(name="Bo Jansen").count() == 1


def test_a_line_that_cannot_be_used_is_named_and_the_rest_goes_on(lindewaard, bo):
    actions.edit(bo, by=cast.INSTALLER, external_id="99")
    lines = ["1;=cmd|calc;a@x.example;", "2;Two;no-address;", "3;Three;c@x.example;Nowhere", ";Nobody;;", "4;Four;bo@lindewaard.example;"]
    lines += ["5;Five;five@x.example;roc lindewaard", "6;Six;five@x.example;"]
    text = "\n".join(["nummer;naam;email;organisatie", *lines])
    done = run(text)
    assert [told.line for told in done.refusals] == [2, 3, 4, 5, 6, 8] and done.added == 1
    assert Person.objects.get(external_id="5").organisation == lindewaard
    assert not Person.objects.filter(name__in=["Two", "Three", "=cmd|calc"]).exists()


def test_one_person_on_several_lines_is_in_several_groups(lindewaard):
    text = "nummer;naam;klas\n1;One;SD1A\n1;One;SD2B\n2;Two;SD2B\n"
    run(text)
    assert members("SD1A") == ["One"] and members("SD2B") == ["One", "Two"]
    run("nummer;naam;klas\n1;One;SD2B\n2;Two;SD2B\n")
    assert members("SD1A") == []


def test_groups_of_people_the_file_does_not_know_stay(lindewaard, bo):
    group = actions.add_group("SD1A", by=cast.INSTALLER)
    actions.change_group(group, by=cast.INSTALLER, joining=[bo])
    run(SHEET)
    assert "Bo Jansen" in members("SD1A")


def test_the_last_administrator_does_not_leave_by_import(ann):
    actions.edit(ann, by=cast.INSTALLER, external_id="1")
    done = run("nummer;naam\n2;Two\n", leavers=True)
    ann.refresh_from_db()
    assert ann.is_active and "last administrator" in done.refusals[0].what


def test_what_a_spreadsheet_put_before_a_formula_is_taken_off(lindewaard):
    run("nummer;naam;telefoon\n1;One;'+31 6 1234\n")
    assert Person.objects.get(external_id="1").phone == "+31 6 1234"


def test_headings_that_are_not_understood_can_be_named(lindewaard):
    run("Sleutel;Wie\n1;One\n", columns={"external_id": "Sleutel", "name": "Wie"})
    assert Person.objects.get(external_id="1").name == "One"


@pytest.mark.parametrize(
    ("text", "columns", "says"),
    [
        ("", None, "empty"),
        ("\n\n", None, "empty"),
        ("a;b\n", None, "name"),
        ("naam;klas\nX;Y\n", None, "number or a mail"),
        ("naam\n", {"nonsense": "naam"}, "no field"),
        ("naam;id\n", {"phone": "Tel"}, "no column"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_words(text, columns, says):
    with pytest.raises(Refused, match=says):
        read(io.BytesIO(text.encode()), columns=columns)


def test_only_administrators_import(ada, actor):
    with pytest.raises(NotAllowed):
        run(SHEET, by=actor(ada))


@pytest.mark.django_db
@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=6).map(
            lambda rows: "\n".join(["nummer;naam;email;klas;uit dienst;taal", *(";".join(row) for row in rows)]).encode("utf-8", "replace")
        ),
    )
)
def test_no_file_breaks_it(content):
    try:
        done = run(content, only_look=True)
    except Refused:
        return
    assert done.added + done.changed + done.left + done.unchanged + done.refused >= 0


def upload(client, text: str, **more):
    return client.post("/people/import/", {"file": io.BytesIO(text.encode()), **more})


def test_an_administrator_uploads_looks_and_confirms(as_ann, lindewaard):
    answer = upload(as_ann, SHEET, organisation=lindewaard.pk)
    assert answer.status_code == 303 and not Person.objects.filter(external_id="1001").exists()
    page = as_ann.get(answer["Location"]).content.decode()
    assert "Sanne van der Meer" in page and not Person.objects.filter(external_id="1001").exists()
    assert as_ann.post("/people/import/confirm/").status_code == 303
    assert Person.objects.filter(external_id__in=["1001", "1002", "1003"]).count() == 3
    assert as_ann.post("/people/import/confirm/")["Location"] == "/people/import/", "a second press finds nothing to do"


def test_an_upload_that_is_no_list_is_refused_at_the_form(as_ann):
    answer = upload(as_ann, "\x00\x01\x02")
    assert answer.status_code == 422 and as_ann.get("/people/import/preview/").status_code == 302


def test_others_get_no_import_page(as_dee, as_bo):
    for client in (as_dee, as_bo):
        assert upload(client, SHEET).status_code == 403
        assert client.get("/people/import/preview/").status_code == 403
        assert client.post("/people/import/confirm/").status_code == 403


def test_the_command_line_imports_and_guards_against_a_cut_off_file(lindewaard, tmp_path: Path, capsys):
    file = tmp_path / "students.csv"
    file.write_text(SHEET)
    assert cast.typed("people import", str(file), "--organisation", "ROC Lindewaard", "--look") == 0
    assert "3 new" in capsys.readouterr().out and Person.objects.count() == 0
    assert cast.typed("people import", str(file), "--organisation", "ROC Lindewaard", "--json") == 0
    assert '"added": 3' in capsys.readouterr().out
    file.write_text("Leerlingnummer;Naam\n1001;Sanne van der Meer\n")
    with pytest.raises(Refused, match="2 of 3 people would leave"):
        cast.typed("people import", str(file), "--leavers")
    assert Person.objects.filter(is_active=False).count() == 0
    assert cast.typed("people import", str(file), "--leavers", "--leavers-at-most", "100") == 0
    assert Person.objects.filter(is_active=False).count() == 2
