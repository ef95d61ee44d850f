"""Lengths of working time in templates."""

from django import template

register = template.Library()


@register.simple_tag
def working(seconds: int) -> str:
    """ "3 h 12 min". Never days: a working day is not a day."""
    hours, minutes = divmod(seconds // 60, 60)
    return " ".join(filter(None, [f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]))
