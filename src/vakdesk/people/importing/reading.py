"""A CSV file as rows of known fields, whatever its encoding, separator and headings. Streams; remembers nothing."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import fold, storable

CHUNK_BYTES = 1 << 16
LONGEST_LINE = 1 << 17
#: Headings that are understood by themselves, folded and without spaces: Dutch, English, and what school systems print.
HEADINGS: dict[str, tuple[str, ...]] = {
    "external_id": (
        "id",
        "externalid",
        "nummer",
        "leerlingnummer",
        "studentnummer",
        "deelnemernummer",
        "personeelsnummer",
        "medewerkernummer",
        "studentnumber",
        "employeeid",
        "employeenumber",
        "objectid",
        "personnelnumber",
        "administrativenumber",
        "registratienummer",
    ),
    "name": ("name", "naam", "fullname", "displayname", "volledigenaam", "weergavenaam"),
    "first": ("firstname", "givenname", "voornaam", "roepnaam", "first"),
    "infix": ("infix", "tussenvoegsel", "tussenvoegsels", "voorvoegsel", "prefixes", "middlename"),
    "last": ("lastname", "surname", "familyname", "achternaam", "last", "sn"),
    "email": ("email", "emailaddress", "mail", "emailadres", "mailadres", "userprincipalname", "emails", "emailadressen"),
    "phone": (
        "phone",
        "phonenumber",
        "telephone",
        "telefoon",
        "telefoonnummer",
        "mobile",
        "mobiel",
        "businessphones",
        "mobilenumber",
        "mobielnummer",
    ),
    "job_title": ("jobtitle", "title", "functie", "functienaam"),
    "organisation": ("organisation", "organization", "organisatie", "company", "companyname", "school", "instelling"),
    "language": ("language", "taal", "preferredlanguage"),
    "username": (
        "username",
        "userid",
        "gebruikersnaam",
        "login",
        "samaccountname",
        "inlognaam",
        "loginname",
        "networkloginname",
        "netwerkinlognaam",
    ),
    "groups": ("group", "groups", "groep", "groepen", "class", "klas", "klassen", "stamgroep", "cohort"),
    "left": (
        "left",
        "lefton",
        "leaver",
        "uitdienst",
        "uitschrijfdatum",
        "datumuitdienst",
        "uitgeschreven",
        "enddate",
        "einddatum",
        "archived",
        "gearchiveerd",
    ),
}
#: What each field is called on the page that shows how a file was understood.
IN_WORDS = {
    "external_id": gettext_lazy("number"),
    "name": gettext_lazy("name"),
    "first": gettext_lazy("first name"),
    "infix": gettext_lazy("infix"),
    "last": gettext_lazy("last name"),
    "email": gettext_lazy("mail address"),
    "phone": gettext_lazy("phone"),
    "job_title": gettext_lazy("job title"),
    "organisation": gettext_lazy("organisation"),
    "language": gettext_lazy("language"),
    "username": gettext_lazy("user name"),
    "groups": gettext_lazy("groups"),
    "left": gettext_lazy("last day"),
}
_BY_HEADING = {heading: name for name, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True)
class Row:
    """One line: its number in the file (the heading is 1) and its non-empty values by field."""

    line: int
    values: Mapping[str, str]


@dataclass
class Sheet:
    """The headings as understood, those ignored, and the rows. Iterate once."""

    columns: dict[str, str]
    ignored: list[str]
    encoding: str
    rows: Iterator[Row] = field(repr=False)


def read(file: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Sheet:
    """The file as a sheet. `columns` maps fields to headings where those are not understood by themselves.

    Refuses an empty file, an unknown field, a heading that is not there, and a file that names nobody.
    """
    encoding = encoding_of(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        return _sheet(text, encoding, columns or {})
    except Refused:
        text.detach()  # or it would close the caller's file
        raise


def _sheet(text: TextIOWrapper, encoding: str, columns: Mapping[str, str]) -> Sheet:
    first = text.readline(LONGEST_LINE)
    require(first.strip(), _("The file is empty."), field="file")
    separator = max(";,\t", key=first.count)
    text.seek(0)
    lines = csv.reader(text, delimiter=separator)
    headings = [heading.strip() for heading in _next(lines)]
    places = _places(headings, columns)
    require("name" in places or "last" in places, _("No column with a name was found. Name it with name=Heading."), field="columns")
    recognised = "external_id" in places or "email" in places
    require(
        recognised, _("No column with a number or a mail address was found, so nobody could be recognised the next time."), field="columns"
    )
    return Sheet(
        columns={name: headings[place] for name, place in places.items()},
        ignored=[heading for place, heading in enumerate(headings) if place not in places.values() and heading],
        encoding=encoding,
        rows=_rows(text, lines, places),
    )


def encoding_of(file: BinaryIO) -> str:
    """UTF-16 and UTF-8 by their marks, UTF-8 when every byte says so, else Windows-1252. Reads the file once through."""
    file.seek(0)
    start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    chunk = start
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(CHUNK_BYTES)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def parse_columns(text: str) -> dict[str, str]:
    """ "name=Naam" per line, as typed by a person. Refuses what is not of that form."""
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, equals, heading = (part.strip() for part in line.partition("="))
        require(equals and heading, _("“%(line)s” is not of the form field=Heading.") % {"line": line[:60]}, field="columns")
        found[name] = heading
    return found


def _places(headings: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        known = _BY_HEADING.get("".join(letter for letter in fold(heading) if letter.isalnum()))
        if known and known not in places and known not in columns:
            places[known] = place
    for name, heading in columns.items():
        require(
            name in HEADINGS,
            _("There is no field “%(name)s”. Known: %(known)s.") % {"name": name[:40], "known": ", ".join(HEADINGS)},
            field="columns",
        )
        require(heading in headings, _("There is no column “%(heading)s” in the file.") % {"heading": heading[:60]}, field="columns")
        places[name] = headings.index(heading)
    return places


def _rows(text: TextIOWrapper, lines: Any, places: Mapping[str, int]) -> Iterator[Row]:
    try:
        while cells := _next(lines):
            values = {name: _clean(cells[place]) for name, place in places.items() if place < len(cells)}
            filled = {name: value for name, value in values.items() if value}
            if filled:
                yield Row(lines.line_num, filled)
    finally:
        text.detach()


def _next(lines: Any) -> list[str]:
    """The next line with anything on it; none at the end."""
    cells: list[str]
    try:
        for cells in lines:
            if any(cells):
                return cells
    except csv.Error as fault:
        raise Refused(_("Line %(line)d cannot be read: %(fault)s.") % {"line": lines.line_num, "fault": fault}, field="file") from None
    return []


def _clean(cell: str) -> str:
    """Without the apostrophe that spreadsheets and our own exports put before what could be a formula."""
    cell = storable(cell).strip()
    return cell[1:].strip() if cell[:1] == "'" and cell[1:2] in set("=+-@") else cell
