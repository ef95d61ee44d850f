"""Did the mail come from the domain its From names? The receiving host has checked (RFC 8601); here its answer is read.

Only headers of the hosts named in VAKDESK_MAIL_TRUSTED_HOSTS count. Such a host must remove headers under its own name
that came in from outside (RFC 8601, 5); the topmost result of each method counts, because a host adds its own on top.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from vakdesk.mailroom.kinds import Authenticity
from vakdesk.mailroom.parsing import Letter

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*([a-z][a-z0-9-]{0,40})(?:/\d+)?\s*=\s*([a-z]{1,20})\b(.*)$", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(r"\b([a-z]+\.[a-z.]+)\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
_METHODS = ("dmarc", "dkim", "spf")
_BAD = {"fail"}  # softer words also meet mail that was honestly forwarded


@dataclass(frozen=True)
class Checked:
    """The verdict, and the results it stands on, such as "dmarc=pass dkim=pass spf=pass"."""

    verdict: Authenticity = Authenticity.UNCHECKED
    results: str = ""


@dataclass(frozen=True)
class _Result:
    method: str
    result: str
    domains: frozenset[str]


def checked(letter: Letter, *, trusted: Collection[str]) -> Checked:
    """What a trusted host found; unchecked where none of them says anything about the sender."""
    found = [one for value in letter.headers.get("authentication-results", ()) for one in _results(value, trusted)]
    if not found or letter.sender is None:
        return Checked()
    first: dict[str, _Result] = {}
    for one in found:
        first.setdefault(one.method, one)
    told = " ".join(f"{method}={first[method].result}" for method in _METHODS if method in first)
    return Checked(_verdict(first, [one for one in found if one.method == "dkim"], letter.sender.domain), told)


def _verdict(first: dict[str, _Result], signatures: list[_Result], domain: str) -> Authenticity:
    """DMARC decides where it was asked; else a signature or sending host of the very domain of the From, or one above it."""
    dmarc = first["dmarc"].result if "dmarc" in first else "none"
    if dmarc == "pass":
        return Authenticity.PASSED
    if dmarc in _BAD:
        return Authenticity.FAILED
    spf = first.get("spf")
    passing = [one for one in (*signatures, *([spf] if spf else [])) if one.result == "pass"]
    if any(_is_above(above, domain) for one in passing for above in one.domains):
        return Authenticity.PASSED
    return Authenticity.FAILED if not passing and spf and spf.result in _BAD else Authenticity.UNCHECKED


def _results(value: str, trusted: Collection[str]) -> list[_Result]:
    for _level in range(3):
        value = _COMMENT.sub(" ", value)
    host, *pieces = value.split(";")
    if host.strip().partition(" ")[0].lower() not in {one.lower() for one in trusted}:
        return []
    found = []
    for piece in pieces[:50]:
        if (one := _RESULT.match(piece)) and one[1].lower() in _METHODS:
            properties = _PROPERTY.findall(one[3])
            named = frozenset(said.rpartition("@")[2].lower() for name, said in properties if name.lower() in _NAMES_DOMAIN)
            found.append(_Result(one[1].lower(), one[2].lower(), named))
    return found


_NAMES_DOMAIN = {"header.d", "header.i", "smtp.mailfrom", "header.from"}


def _is_above(above: str, domain: str) -> bool:
    """Whether a domain is the same or one it lies in. One label, such as "example", is nobody's."""
    return "." in above and (domain == above or domain.endswith(f".{above}"))
