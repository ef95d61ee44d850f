"""Lists of people as TOPdesk and GLPI save them are understood as they are."""

from io import BytesIO

import pytest

from vakdesk.people.importing.reading import read

TOPDESK = "Surname;First name;Prefixes;Personnel number;E-mail;Telephone;Network login name;Job title;Archived;Branch\nWit;Dee;de;P7;dee@x.example;+31 1;dwit;Teacher;No;North\n"
TOPDESK_NL = "Achternaam;Voornaam;Tussenvoegsels;Personeelsnummer;E-mail;Telefoon;Netwerk inlognaam;Functie;Gearchiveerd\nWit;Dee;de;P7;dee@x.example;+31 1;dwit;Docent;Ja\n"
GLPI = '"Login","Last name","First name","Emails","Phone","Administrative number","Title","Active"\n"dwit","Wit","Dee","dee@x.example","+31 1","P7","Teacher","Yes"\n'


@pytest.mark.parametrize("content", [TOPDESK, TOPDESK_NL, GLPI])
def test_their_columns_are_found(content: str) -> None:
    [row] = read(BytesIO(content.encode())).rows
    known = {name: row.values[name] for name in ("last", "first", "email", "phone", "username", "external_id")}
    assert known == {"last": "Wit", "first": "Dee", "email": "dee@x.example", "phone": "+31 1", "username": "dwit", "external_id": "P7"}
    assert row.values.get("infix", "de") == "de" and row.values["job_title"] and row.values.get("left", "No") in ("No", "Ja")
