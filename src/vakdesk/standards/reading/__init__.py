"""Reads the printed text of a standard, with all its damage, within bounds; what is no known standard is refused with a sentence."""

import re
from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused, require
from vakdesk.standards.reading import dossier, ee, essa
from vakdesk.standards.reading.parsed import Parsed, hash_of

MOST_BYTES = 1_000_000  # the longest of the five is 47 kB
MOST_LINES = 20_000
MOST_NODES = 2_000
FEWEST_NODES = 10
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # a form feed (\x0c) ends a page and is allowed

#: What stands in each of the five, and in no other standard of the same form.
READERS: tuple[tuple[tuple[str, str], Callable[[str, str], Parsed]], ...] = (
    (("OCCUPATIONAL QUALIFICATION STANDARD", "Junior IT Systems Specialist"), ee.read),
    (("Programme Learning Outcomes (PLO)", "ESSA Technical software specialist"), essa.read),
    (("Eisen mbo-certificaat", "C0088"), dossier.read_certificate),
    (("Profiel van kwalificatiedossier", "27016"), dossier.read_profile),
    (("Opbouw dossier", "Expert IT systems and devices"), dossier.read_dossier),
)


def read(content: bytes) -> Parsed:
    """The standard in this text. Refuses what is too long, not text, or no standard that we can read."""
    require(len(content) <= MOST_BYTES, _("This file is larger than 1 MB: no standard is. Choose the text of the standard itself."))
    text = _decoded(content)
    require(not UNPRINTABLE.search(text), _("This file holds control characters: it is no plain text. Save the standard as text (UTF-8)."))
    require(text.count("\n") <= MOST_LINES, _("This file has more than 20,000 lines: no standard has."))
    for marks, reader in READERS:
        if all(mark in text for mark in marks):
            parsed = reader(text, hash_of(content))
            break
    else:
        raise Refused(_("We know no standard by these headings. Five can be read: ESSA, the Estonian standard, C0088, 23244 and 27016."))
    require(len(parsed.nodes) <= MOST_NODES, _("More was found in this file than a standard can hold. Choose the text of one standard."))
    require(
        len(parsed.nodes) >= FEWEST_NODES,
        _("The title of a standard stands in this file, but hardly any of its parts. Choose its whole text."),
    )
    counted = Counter(node.code for node in parsed.nodes)
    twice = next((code for code, count in counted.items() if count > 1), "")
    require(not twice, _("%(code)s stands twice in this file. Choose the text of one standard, once.") % {"code": twice})
    orphan = next((node.code for node in parsed.nodes if node.parent and node.parent not in counted), "")
    require(not orphan, _("What %(code)s is part of does not stand in this file. Choose its whole text.") % {"code": orphan})
    return parsed


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused(_("This file is no text in UTF-8. Save the standard as text (UTF-8) and choose it again.")) from error
