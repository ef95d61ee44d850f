"""Filters of pages about people."""

from django import template

from vakdesk.people.browsers import browser_in_words

register = template.Library()
register.filter("browser_in_words", browser_in_words)
