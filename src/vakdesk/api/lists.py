"""Tokens, as people see them."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.api.models import Token
from vakdesk.kit.errors import Sentence
from vakdesk.ui.components import moment, pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, View


def state_of(token: Token) -> tuple[Sentence, str]:
    if token.revoked_at:
        return _("revoked"), "bad"
    return (_("in force"), "good") if token.is_in_force else (_("expired"), "warn")


def _state(token: Token, _ctx: Context) -> Any:
    return pill(*state_of(token))


class Tokens(ListPage):
    name = "api.tokens"
    heading = gettext_lazy("API tokens")
    intro = gettext_lazy("A token lets a program act as you, or as a machine, within the scopes you choose. It is shown once.")
    template = "api/tokens.html"
    columns: ClassVar = [
        Column("name", gettext_lazy("Program"), lambda row: row.name, main=True, link=True),
        Column("person", gettext_lazy("Acts as"), lambda row: row.person),
        Column("handle", gettext_lazy("Begins with"), lambda row: f"vd_{row.handle}", kind="reference"),
        Column("scopes", gettext_lazy("Reaches"), lambda row: ", ".join(row.scopes), kind="quiet"),
        Column(
            "used", gettext_lazy("Last used"), lambda row: row.used_at, cell=lambda row, ctx: moment(row.used_at) if row.used_at else "–"
        ),
        Column("expires", gettext_lazy("Expires"), lambda row: row.expires_at, sort="expires_at"),
        Column("state", gettext_lazy("State"), lambda row: str(state_of(row)[0]), cell=_state, kind="state"),
    ]
    sorts: ClassVar = [Sort("newest", gettext_lazy("Newest first"), ("-pk",))]
    empty = Empty(
        gettext_lazy("No tokens here"),
        gettext_lazy("A program that reads or writes for you needs one. Give each program its own, so that you can revoke it alone."),
        "key-round",
    )
    exports = False

    def __init__(self, at: Any) -> None:
        self.views = (
            View("in_force", gettext_lazy("In force"), lambda rows, actor: rows.in_force(at)),
            View("over", gettext_lazy("Over"), lambda rows, actor: rows.over(at)),
        )
