"""How long something takes, as people write it: "45", "1:30", "1h30", "1,5 u"."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_CLOCK = re.compile(r"(\d{1,3})\s*[:]\s*(\d{1,2})")
_HOURS = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|u|t|hours?|uur|uren|tundi?)\.?\s*(?:(\d{1,2})\s*(?:m|min|minut\w*)?\.?)?", re.IGNORECASE
)
_MINUTES = re.compile(r"(\d{1,5})\s*(?:m|min|minut\w*)?\.?", re.IGNORECASE)
A_MONTH = 31 * 24 * 60


def minutes_of(text: str) -> int | None:
    """Minutes, or None for what is no duration. A bare number is minutes. Worked example: "1,5 u" is 90."""
    text = text.strip()
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    if found := _HOURS.fullmatch(text):
        return round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    return None


def written(minutes: int) -> str:
    """As it is written into a field: "1:30"."""
    return f"{minutes // 60}:{minutes % 60:02}"


class DurationField(forms.CharField):
    """A duration; cleans to minutes, None for none."""

    def __init__(self, *, at_least: int = 1, at_most: int = A_MONTH, **kwargs: Any) -> None:
        self.at_least, self.at_most = at_least, at_most
        kwargs.setdefault("help_text", _("Minutes, or like 1:30 or 1.5 h."))
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        minutes = minutes_of(text)
        if minutes is None or not self.at_least <= minutes <= self.at_most:
            raise forms.ValidationError(_("Write a duration like 45, 1:30 or 1.5 h."))
        return minutes
