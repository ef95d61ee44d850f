"""What is given when an article is made of a ticket."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.knowledge.forms.writing import BeginForm
from vakdesk.ui.forms import TextField


class MakeArticleForm(BeginForm):
    text = TextField(label=_("Text"), rows=14, max_length=None)
    is_clean = forms.BooleanField(label=_("I looked: nobody can be recognised in what is left"), required=False)

    field_order = ("title", "text", "kind", "audience", "language", "category", "is_clean")
