"""Lists of devices out of other systems: reading a CSV file, and which of its columns says what.

Column names are those of the systems' own exports in English; whoever exports in another language, or from something else,
chooses by hand.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.errors import Refused, Sentence, require
from vakdesk.kit.text import fold, one_line, storable

MOST_ROWS, MOST_COLUMNS, LIMIT_BYTES = 2_000, 200, 5_000_000
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y/%m/%d", "%b %d, %Y")

#: What a column can say, with the label by which it is chosen.
FIELDS: dict[str, Sentence] = {
    "tag": gettext_lazy("Asset tag"),
    "serial": gettext_lazy("Serial number"),
    "title": gettext_lazy("Name"),
    "type": gettext_lazy("Type"),
    "maker": gettext_lazy("Maker"),
    "model": gettext_lazy("Model"),
    "state": gettext_lazy("State"),
    "holder": gettext_lazy("Who has it (mail address, user name or name)"),
    "location": gettext_lazy("Location"),
    "supplier": gettext_lazy("Supplier"),
    "order_number": gettext_lazy("Order"),
    "bought_on": gettext_lazy("Bought on"),
    "price": gettext_lazy("Price"),
    "warranty_until": gettext_lazy("Warranty until"),
    "warranty_months": gettext_lazy("Warranty in months"),
    "macs": gettext_lazy("Network cards"),
    "memory_gb": gettext_lazy("Memory (GB)"),
    "storage_gb": gettext_lazy("Storage (GB)"),
    "system": gettext_lazy("Operating system"),
    "encrypted": gettext_lazy("Drive encrypted"),
    "function": gettext_lazy("Function"),
}
#: Values of a type's own fields rather than of every item.
OWN = ("memory_gb", "storage_gb", "system", "encrypted")


@dataclass(frozen=True)
class System:
    """A system that lists are taken over from: its columns, by folded name, and the type of its devices where it has but one."""

    name: str
    label: str
    columns: Mapping[str, str]
    type: str = "computer"


SYSTEMS = {
    one.name: one
    for one in (
        System(
            "snipeit",
            "Snipe-IT",
            {
                "asset tag": "tag", "serial": "serial", "asset name": "title", "category": "type", "manufacturer": "maker",
                "model": "model", "status": "state", "checked out to": "holder", "username": "holder", "email": "holder",
                "location": "location", "default location": "location", "supplier": "supplier", "order number": "order_number",
                "purchase date": "bought_on", "purchase cost": "price", "cost": "price", "warranty expires": "warranty_until",
                "warranty": "warranty_months", "mac address": "macs",
            },
        ),
        System(
            "glpi",
            "GLPI",
            {
                "name": "title", "inventory number": "tag", "serial number": "serial", "type": "type", "manufacturers": "maker",
                "manufacturer": "maker", "model": "model", "status": "state", "user": "holder", "alternate username": "holder",
                "locations": "location", "location": "location", "operating system - name": "system",
                "network ports - mac": "macs", "supplier": "supplier", "order number": "order_number", "date of purchase": "bought_on",
                "value": "price", "expiration date of the warranty": "warranty_until",
            },
        ),
        System(
            "intune",
            "Microsoft Intune",
            {
                "device name": "title", "serial number": "serial", "manufacturer": "maker", "model": "model",
                "primary user upn": "holder", "primary user email address": "holder", "os": "system", "encrypted": "encrypted",
                "wi-fi mac": "macs", "ethernet mac": "macs",
            },
        ),
        System(
            "jamf",
            "Jamf Pro",
            {
                "computer name": "title", "display name": "title", "asset tag": "tag", "serial number": "serial", "model": "model",
                "email address": "holder", "username": "holder", "operating system": "system", "operating system version": "system",
                "total ram mb": "", "mac address": "macs", "building": "location", "po number": "order_number", "po date": "bought_on",
                "vendor": "supplier", "purchase price": "price", "warranty expiration": "warranty_until",
            },
        ),
        System(
            "chromebook",
            "Google Chromebooks",
            {
                "serialnumber": "serial", "serial number": "serial", "annotatedassetid": "tag", "asset id": "tag", "model": "model",
                "annotateduser": "holder", "user": "holder", "annotatedlocation": "location", "location": "location",
                "osversion": "system", "macaddress": "macs", "wifi mac address": "macs", "ordernumber": "order_number", "notes": "function",
            },
        ),
    )
}  # fmt: skip
#: Words for states in the lists of those systems. What is with somebody is issued; anything unknown is in stock.
STATES = {
    "ready to deploy": "in_stock", "deployable": "in_stock", "pending": "ordered", "ordered": "ordered", "archived": "in_stock",
    "in use": "in_use", "active": "in_use", "in stock": "in_stock", "op voorraad": "in_stock", "besteld": "ordered", "in gebruik": "in_use",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """The headings and rows of a file; `number` of a row is its line as a spreadsheet counts."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes) -> Table:
    """The table in a CSV file, whatever separates its columns. Refuses what is no table, and more rows than MOST_ROWS."""
    text = storable(_text(content))
    try:
        dialect = csv.Sniffer().sniff(text[:8_000], delimiters=",;\t|")
        lines = list(csv.reader(io.StringIO(text), dialect=dialect, strict=False))
    except csv.Error:
        try:
            lines = list(csv.reader(io.StringIO(text)))
        except csv.Error:
            raise Refused(_("This is not a table that can be read. Save it as CSV and send it again."), field="file") from None
    lines = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    require(len(lines) >= 2, _("There is no row below the headings."), field="file")
    headings = [one_line(cell, at_most=80) for cell in lines[0][1]]
    require(len(headings) <= MOST_COLUMNS, _("At most %(count)d columns.") % {"count": MOST_COLUMNS}, field="file")
    sentence = _("At most %(count)d rows at a time. Split the file.") % {"count": MOST_ROWS}
    require(len(lines) - 1 <= MOST_ROWS, sentence, field="file")
    return Table(headings, lines[1:])


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def guess(headings: list[str], system: str) -> dict[int, str]:
    """Which column says what: by the system's names, else by our own. The first of two that would say the same."""
    known = dict(SYSTEMS[system].columns) if system in SYSTEMS else {}
    own = {fold(str(label)): name for name, label in FIELDS.items()} | {name.replace("_", " "): name for name in FIELDS}
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        folded = fold(heading).strip()
        name = known.get(folded) or (own.get(folded) if not known or folded not in known else "")
        if name and name not in found.values():
            found[place] = name
    return found


def likeliest(headings: list[str]) -> str:
    """The system whose columns most of the headings are; "" where hardly any are."""
    folded = {fold(heading).strip() for heading in headings}
    counted = {name: len(folded & set(one.columns)) for name, one in SYSTEMS.items()}
    best = max(counted, key=lambda name: counted[name])
    return best if counted[best] >= 3 else ""


def values_of(row: list[str], mapping: Mapping[int, str]) -> dict[str, str]:
    """What the row says, by field; a formula of a spreadsheet is read as its text."""
    said: dict[str, str] = {}
    for place, name in mapping.items():
        text = one_line(row[place], at_most=500) if place < len(row) else ""
        if text and text.lower() not in ("n/a", "none", "null", "-"):
            said.setdefault(name, text.lstrip("=@") if text[0] in "=@" else text)
    return said


def day_of(text: str) -> date:
    """A day as lists write it. Refuses what is none."""
    bare = text.split("T", maxsplit=1)[0].strip()
    bare = bare.rsplit(" ", 1)[0] if ":" in bare else bare
    for form in DATES:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise Refused(_("“%(text)s” is not a day. Write it like 2026-05-12.") % {"text": text})


def price_of(text: str) -> Decimal:
    """An amount with point or comma, with or without a currency's sign. Refuses what is none."""
    bare = "".join(letter for letter in text if letter in "0123456789.,-")
    if bare.rfind(",") > bare.rfind("."):
        bare = bare.replace(".", "").replace(",", ".")
    try:
        return Decimal(bare.replace(",", "")).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Refused(_("“%(text)s” is not an amount.") % {"text": text}) from None
