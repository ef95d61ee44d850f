"""Did a mail of ours come back for good? What a bounce says about an address, and whether it is about a mail that we sent.

Anybody can write a bounce. Only one that names a mail of ours, by the identifier that only its reader knows, marks an
address, and only the address that mail was sent to.
"""

import re

from vakdesk.access.actors import Actor
from vakdesk.kit.text import one_line
from vakdesk.mailroom.parsing import Letter
from vakdesk.mailroom.threads import sent_among
from vakdesk.notices.sending import came_back
from vakdesk.people import actions as people

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]]{1,64}@[^\s<>\"'(),;:\[\]]{1,253}")
_UNKNOWN = re.compile(
    r"user unknown|unknown user|(no such|unknown|invalid|nonexistent) (user|recipient|mailbox|address|account|person)"
    r"|(user|recipient|mailbox|address|account)( \S{1,80})? (does not exist|doesn.t exist|not found|unknown|is disabled|unavailable)"
    r"|not listed in|no mailbox (here )?by that name|host (unknown|not found)|domain (not found|does not exist)|address rejected"
    r"|account (has been|is) (closed|disabled|deactivated)|onbekende gebruiker|bestaat niet|unbekannter empfänger|existiert nicht"
    r"|n'existe pas|ei eksisteeri|tundmatu kasutaja",
    re.IGNORECASE,
)
#: Permanent by number, and yet no fault of the address: it is full, the mail too large, or its contents unwelcome (RFC 3463).
_PASSING = {("2", "2"), ("2", "3"), ("3", "4")}
_PASSING_SUBJECTS = {"6", "7"}


def mark_bounced(letter: Letter, *, by: Actor) -> list[str]:
    """The addresses from which mails of ours came back for good are marked; answers them. Works inside the mailroom's act."""
    failed = _failed(letter)
    marked = []
    for notice in sent_among(letter):
        status = failed.get(notice.address.lower()) or ("" if _names_others(failed) else failed.get("", ""))
        if not status:
            continue
        came_back(notice, f"{status} {one_line(letter.subject, at_most=200)}")
        if people.mark_bouncing(notice.address, by=by, status=status):
            marked.append(notice.address)
    return marked


def _failed(letter: Letter) -> dict[str, str]:
    """What failed for good, by address: its status, or "5" where only words say so. "" stands for a recipient that is not named."""
    found: dict[str, str] = {}
    for fields in letter.report:
        if fields.get("action", "failed").partition(" ")[0].lower() != "failed" or not {"status", "diagnostic-code"} & fields.keys():
            continue
        status = _permanent(fields.get("status", ""), f"{fields.get('diagnostic-code', '')} {letter.text[:4000]}")
        for name in ("final-recipient", "original-recipient"):
            if address := _ADDRESS.search(fields.get(name, "").rpartition(";")[2]):
                found[address[0].lower()] = status
    if not letter.report:
        status = _permanent("", letter.text[:20_000])
        named = _ADDRESS.findall(letter.header("x-failed-recipients"))
        found |= dict.fromkeys([address.lower() for address in named] or [""], status)
    return found


def _names_others(failed: dict[str, str]) -> bool:
    return "" not in failed


def _permanent(status: str, words: str) -> str:
    """The status, where it says that nobody can be reached there; "" where it passes or cannot be told."""
    found = _STATUS.search(status) or _STATUS.search(words)
    if found is None:
        return "5" if _UNKNOWN.search(words) else ""
    level, subject, detail = found.groups()
    if level != "5" or (subject, detail) in _PASSING or subject in _PASSING_SUBJECTS:
        return ""
    return one_line(found[0]) if subject != "0" or _UNKNOWN.search(words) else ""
