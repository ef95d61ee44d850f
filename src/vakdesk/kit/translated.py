"""Data that requesters read, in several languages on one row: {"en": "Printing", "nl": "Printen"}."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable


def in_active_language(names: dict[str, str]) -> str:
    """The name in the reader's language, else English, else whatever there is."""
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def cleaned_names(given: dict[str, str], *, at_most: int = 80) -> dict[str, str]:
    """Names as they are kept: one line each, empty ones left out. Refuses without an English one."""
    names = {language: one_line(storable(name), at_most=at_most) for language, name in given.items()}
    require(names.get("en"), _("Give an English name; others may be missing."), field="name_en")
    return {language: name for language, name in names.items() if name}
