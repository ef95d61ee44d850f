"""How codes of standards are written."""

from django import template

from vakdesk.standards.trees import written

register = template.Library()
register.filter("written", written)
