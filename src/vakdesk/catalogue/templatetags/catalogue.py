"""What an offering says of itself, in templates."""

from django import template

from vakdesk.catalogue.showing import price_of, takes

register = template.Library()
register.filter("price", price_of)
register.filter("takes", takes)
