"""How the house says no: in sentences a person can act on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

Sentence = str | Promise


class Refused(Exception):
    """An act that the rules do not allow now. `sentence` tells the person what to do; `field` names the input at fault.

    A form error in HTML, 409 in the API.
    """

    def __init__(self, sentence: Sentence, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(PermissionDenied):
    """The actor may see the thing but lacks the permission: 403, with a sentence that says who can."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def require(holds: Any, sentence: Sentence, *, field: str = "") -> None:
    """Raises Refused with the sentence unless `holds`."""
    if not holds:
        raise Refused(sentence, field=field)
