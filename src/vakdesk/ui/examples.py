"""What the style guide shows: words and records as they occur at a desk."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.ui.components import avatar, rank
from vakdesk.ui.forms import FilesField, Form, LookupField, MomentField, RadioCards, Segments, TextField
from vakdesk.ui.lists import Empty, work_row
from vakdesk.ui.safe_html import markdown
from vakdesk.ui.timeline import File, Item, ItemAct, Mode, Send, Step

SWATCHES = (
    "page",
    "surface",
    "sunken",
    "line",
    "text",
    "text-2",
    *(f"{tone}{soft}" for tone in ("accent", "good", "warn", "bad", "special") for soft in ("", "-soft")),
)
TONES = ("plain", "accent", "good", "warn", "bad", "special")
NAMES = ("Ada Kask", "Bo de Wit", "Cem Vries", "Dee Mets", "Eli Ong", "Maarja Tamm", "P. Jansen", "Ilse Bakker")
RANKS = {1: _("Critical"), 2: _("High"), 3: _("Normal"), 4: _("Low")}
MODES = (Mode("reply", _("Reply to Maarja"), "reply"), Mode("note", _("Internal note"), "note", _("Only the desk reads this.")))
SENDS = (
    Send(_("Keep as note"), only_for="note", main=True),
    Send(_("Send"), only_for="reply"),
    Send(_("Send and wait"), value="hold", main=True, only_for="reply"),
)
EMPTY = Empty(
    _("Nobody is waiting"), _("Reports from the portal, from mail and from calls come in here."), "coffee", _("New ticket"), lambda: "#"
)
DEVICES = (
    ("DEV-204", "ThinkPad T14 of Maarja Tamm", "Hansa Logistics", "in use", "good"),
    ("DEV-118", "Printer C2, second floor", "ROC Lindewaard", "in repair", "warn"),
    ("DEV-090", "Switch SW-C-01", "ROC Lindewaard", "failed", "bad"),
)
QUEUE = (
    (1, "TK-1043", "Nobody in building C can print exams", "Bo de Wit · ROC Lindewaard · exams start 13:00", "12 min late", "late", 1.0),
    (2, "TK-1042", "Laptop asks for a recovery key after update", "Maarja Tamm · Hansa Logistics · DEV-204", "38 min left", "soon", 0.74),
    (3, "TK-1040", "New colleague starts Monday: account, phone, laptop", "Cem Vries · waits for approval", "tomorrow 12:00", "ok", 0.22),
    (4, "TK-1038", "How do I connect to the guest network?", "Visitor desk · an instruction fits: INS-12", "Mon 16:00", "ok", 0.12),
)  # fmt: skip
TOLD = "Good morning, since last night's update my laptop shows a blue page and asks for a **recovery key**. A truck leaves at eleven."
ASKED = "Thank you. Can you read me:\n\n- the first eight characters of the key ID\n- the name under it\n\nThen I can look up the key."
NOTED = "Same firmware update as TK-1036 and TK-1039 this morning. Three in an hour: one outage? Asked Dee to look."


class Example(Form):
    """One field of each kind."""

    subject = TextField(label=_("Subject"), help_text=_("In the words of the person who asks."))
    text = TextField(label=_("What happened"), rows=4)
    impact = forms.ChoiceField(
        label=_("Who cannot work?"),
        widget=RadioCards,
        choices=[("one", _("One person")), ("some", _("A room or team")), ("all", _("The whole house"))],
    )
    side = forms.ChoiceField(
        label=_("Shown to"), widget=Segments, choices=[("public", _("Everybody")), ("staff", _("The desk"))], initial="public"
    )
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("choose")), ("print", _("Printing")), ("mail", _("Mail"))])
    requester = LookupField(
        label=_("For whom"), find=lambda text, actor: [], label_of=str, url=lambda: reverse("ui:commands"), required=False
    )
    seen_at = MomentField(label=_("Since when"), required=False)
    agreed = forms.BooleanField(label=_("The requester has agreed"), required=False)
    files = FilesField(label=_("Files"), required=False)


class Composing(Form):
    """What the composer posts."""

    mode = forms.CharField(initial="reply")
    text = TextField(rows=4)
    files = FilesField(required=False)


def wrong_form() -> Form:
    form = Example({"subject": "", "text": "x", "impact": "none"})
    form.is_valid()
    return form


def rows() -> SafeString:
    words = ("reference", "title", "context", "due", "state", "used")
    return mark_safe("".join(_row(level, dict(zip(words, told, strict=True))) for level, *told in QUEUE))


def _row(level: int, words: dict[str, Any]) -> SafeString:
    who = avatar(NAMES[level], "small")
    return work_row(SimpleNamespace(pk=level), address="#", mark=rank(level, RANKS[level]), who=who, unread=level == 3, picks=True, **words)


def items() -> list[Item]:
    now = clock.now()
    files = [File("blue-screen.jpg", "#", 248_000), File("papers.pdf", "#", 1_240_000)]
    earlier = "On Friday Ada wrote:\n> The update comes tonight."
    promised = _("promised to look before 09:32 and to solve before 11:00")
    return [
        Item("message", "Maarja Tamm", now - timedelta(minutes=52), markdown(TOLD), about=_("by mail"), files=files, history=earlier),
        Item("entry", "Vakdesk", now - timedelta(minutes=51), promised, icon="clock"),
        Item("reply", "Ada Kask", now - timedelta(minutes=43), markdown(ASKED), about=_("to Maarja")),
        Item(
            "unsent",
            "Tia Smit",
            now - timedelta(minutes=41),
            markdown(ASKED),
            about=_("to Maarja"),
            state=_("waits for release"),
            state_tone="warn",
            acts=[ItemAct(_("Take it back"), "#", "undo-2")],
        ),
        Item("note", "Ada Kask", now - timedelta(minutes=40), markdown(NOTED), about=_("internal")),
        Item("message", "maarja.tamm@example.org", now, markdown("It says 4F2A 91C0."), about=_("by mail"), unverified=True),
    ]


def steps() -> list[Step]:
    hint = _("Try what is known to work first; if it is beyond you, hand it over with what you tried.")
    done = [Step(label, "done") for label in (_("Register"), _("Inform"), _("Analyse"))]
    return [*done, Step(_("Solve or escalate"), "now", hint), *(Step(label, "open") for label in (_("Verify"), _("Feed back"), _("Close")))]
