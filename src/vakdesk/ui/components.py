"""Leaves of every page, drawn in Python because lists draw thousands of them. Templates reach them as tags."""

from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache
from zlib import crc32

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.ui import assets, icons

TONES = 7
MINUTE, HOUR, DAY = 60, 3600, 86400
NEAR_DAYS = {-1: gettext_lazy("yesterday"), 0: gettext_lazy("today"), 1: gettext_lazy("tomorrow")}


@cache
def address(name: str) -> str:
    """Where a style sheet, sprite or behaviour is served; changes with the content."""
    return reverse("ui:asset", args=[assets.digest(), name])


def icon(name: str, label: Sentence = "", size: str = "") -> SafeString:
    """An icon in the colour of the text around it. Without a label it is decoration and hidden from screen readers."""
    return _icon(name, str(label), size)


@lru_cache(maxsize=2_000)
def _icon(name: str, label: str, size: str) -> SafeString:
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    known = name if name in icons.names() or icons.exists(name) else icons.UNKNOWN
    inside = f'<use href="{address("icons.svg")}#i-{known}"/>' if known in icons.names() else icons.shapes(known)
    sized = f' data-size="{size}"' if size else ""
    return mark_safe(f'<svg class="icon"{sized} viewBox="0 0 24 24" {told}>{inside}</svg>')


def mark(name: str = "vakdesk", label: Sentence = "") -> SafeString:
    """The brand mark, or one of the four rank marks."""
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return mark_safe(f'<svg class="mark" data-mark="{name}" {told}><use href="{address("icons.svg")}#m-{name}"/></svg>')


def rank(level: int, label: Sentence) -> SafeString:
    """1 (highest) to 4 as shape and colour, with the word for those who cannot see it and on hover."""
    return format_html('<span class="rank" title="{}">{}<span class="sr">{}</span></span>', label, mark(str(level)), label)


@cache
def initials(name: str) -> str:
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar(name: str, size: str = "") -> SafeString:
    """Initials on a tone that is always the same for the same name. The name itself must stand beside it."""
    sized = f' data-size="{size}"' if size else ""
    return mark_safe(
        f'<span class="avatar" data-tone="{crc32(name.encode()) % TONES}"{sized} aria-hidden="true">{escape(initials(name))}</span>'
    )


def person(name: str, about: Sentence = "") -> SafeString:
    """Avatar and name on one line, with something quiet behind it."""
    quiet = format_html(' <span class="quiet">{}</span>', about) if about else ""
    return format_html('<span class="person">{}<span>{}{}</span></span>', avatar(name, "small"), name, quiet)


def pill(label: Sentence, tone: str = "", icon_name: str = "") -> SafeString:
    """A state in words; `tone` is accent, good, warn, bad, special or plain."""
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="pill" data-tone="{}">{}{}</span>', tone or "plain", drawn, label)


def kbd(keys: str) -> SafeString:
    """Keys as printed on a keyboard: "Ctrl K", "g t"."""
    return mark_safe("".join(f"<kbd>{escape(key)}</kbd>" for key in keys.split()))


def meter(part: float, label: Sentence, tone: str = "") -> SafeString:
    """A thin bar filled to `part` (0 to 1), told in words by `label`."""
    width = round(max(0.0, min(1.0, part)) * 100)
    return format_html(
        '<svg class="meter" data-tone="{}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect width="{}" height="6"/></svg>',
        tone or "accent",
        label,
        width,
    )


def exact(at: datetime) -> str:
    """The moment in full, in the reader's zone."""
    return _exact(at, get_language(), timezone.get_current_timezone())


@lru_cache(maxsize=2_000)
def _exact(at: datetime, _language: str | None, zone: tzinfo) -> str:
    local = timezone.localtime(at, zone)
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def in_words(at: datetime) -> str:
    """The moment as people say it: minutes ago within the hour, then the time, the day, the date."""
    now = clock.now()
    local, today = timezone.localtime(at), timezone.localtime(now)
    seconds = (now - at).total_seconds()
    if 0 <= seconds < MINUTE:
        return _("just now")
    if 0 <= seconds < HOUR:
        minutes = int(seconds // MINUTE)
        return ngettext("%(count)d min ago", "%(count)d min ago", minutes) % {"count": minutes}
    hours = f"{local:%H:%M}"
    days = (local.date() - today.date()).days
    if days in NEAR_DAYS:
        return f"{NEAR_DAYS[days]} {hours}"
    if abs(days) < 7:
        return f"{formats.date_format(local, 'D')} {hours}"
    this_year, any_year = pgettext("date format of Django", "j M"), pgettext("date format of Django", "j M Y")
    return formats.date_format(local, this_year if local.year == today.year else any_year)


def moment(at: datetime | None) -> SafeString:
    """A time in words, with the exact moment on hover and for machines."""
    if at is None:
        return mark_safe("")
    return mark_safe(f'<time datetime="{at.isoformat()}" title="{escape(exact(at))}" data-behaviour="ago">{escape(in_words(at))}</time>')


def span(length: timedelta) -> str:
    """A length of time in its two largest units: "2 d 3 h", "38 min"."""
    minutes = int(abs(length.total_seconds()) // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours} if hours else _("%(days)d d") % {"days": days}
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest} if rest else _("%(hours)d h") % {"hours": hours}
    return _("%(minutes)d min") % {"minutes": rest}


def bytes_in_words(size: int) -> str:
    """A file's size: "14 kB", "2.1 MB" (powers of 1000, as file managers print it)."""
    if size < 1_000:
        return _("%(size)d bytes") % {"size": size}
    if size < 1_000_000:
        return f"{size // 1_000} kB"
    if size < 1_000_000_000:
        return f"{formats.number_format(size / 1_000_000, 1)} MB"
    return f"{formats.number_format(size / 1_000_000_000, 1)} GB"
