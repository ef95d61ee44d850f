"""Are all packages we run on fit to be used from Apache-2.0 code? Tools of the test lock may carry any licence."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from vakdesk.config.quality.locks import pins
from vakdesk.config.quality.tools import ROOT, Faults

FIT = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General Public|HPND|Unlicense|Zlib|OFL|Dual License)\b",
    re.IGNORECASE,
)
UNFIT = re.compile(r"\bA?GPL|(?<!Lesser )General Public|Proprietary|Commercial|\bSSPL|\bBUSL", re.IGNORECASE)
#: Read by a person, because the statement alone does not settle it.
ACCEPTED = {"qrcode": "BSD-3-Clause; the second classifier is about the registered name of the code"}


def faults() -> Faults:
    """Packages of the runtime lock whose stated licence is missing or does not fit."""
    return list(_faults())


def _faults() -> Iterator[str]:
    for name in pins(ROOT / "requirements.lock"):
        try:
            stated = licence(distribution(name))
        except PackageNotFoundError:
            continue  # for another platform
        if name not in ACCEPTED and not is_fit(stated):
            yield f"{name}: its licence is stated as “{stated}”"


def is_fit(stated: str) -> bool:
    """Whether a licence statement, as an SPDX expression or in words, allows use from Apache-2.0 code."""
    return bool(FIT.search(stated)) and not UNFIT.search(stated)


def licence(package: Distribution) -> str:
    """What a package says of its licence: the expression, else its classifiers, else the first line of the free field."""
    facts = package.metadata
    if expression := facts.get("License-Expression"):
        return str(expression)
    classifiers = [each.split(" :: ")[-1] for each in facts.get_all("Classifier") or [] if each.startswith("License ::")]
    return ", ".join(classifiers) or str(facts.get("License") or "").partition("\n")[0]
