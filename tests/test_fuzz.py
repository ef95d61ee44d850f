"""Every form of the house, filled in with whatever a browser can send: it answers, and never breaks."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from baselines import kept
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from test_every_page import World, addresses, visit, world  # noqa: F401  a fixture

from vakdesk.people.tests import cast
from vakdesk.people.tests.fuzzing import TEXT

pytestmark = pytest.mark.house
EACH = settings(max_examples=4)
#: The first of them who may send a form sends it.
HANDS = ("ada", "dee", "ann", "bo", "nobody")
#: Answers to somebody who may send it, the best first: refused by the form, by the rules, done.
MAY = ("422", "409", "200", "303", "302")
PLAUSIBLE: dict[type[forms.Field], str] = {
    forms.EmailField: "somebody@elsewhere.example",
    forms.URLField: "https://elsewhere.example/token",
    forms.IntegerField: "143",
    forms.DateField: "2026-01-05",
    forms.TimeField: "08:30",
    forms.DateTimeField: "2026-01-05T08:30",
    forms.BooleanField: "on",
}


class Named(HTMLParser):
    """The names that the forms of a page send, by where they send them."""

    def __init__(self, page: str, here: str) -> None:
        super().__init__()
        self.here, self.found, self.names = here, dict[str, set[str]](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.names = self.found.setdefault(given.get("action") or self.here, set())
        elif tag == "button" and given.get("formaction"):
            self.found[str(given["formaction"])] = self.names
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.names.add(str(given["name"]))


def sent(world: World) -> Iterator[tuple[str, str, str]]:  # noqa: F811
    """Each address that takes a form: its name, who sends it there, and the address."""
    answers = kept("who_gets_what")
    for name, url in addresses(world):
        posted = {who: answers[name][who].split()[1] for who in HANDS}
        if who := next((who for may in MAY for who in HANDS if posted[who] == may), None):
            yield name, who, url


def test_any_form_answers_whatever_is_sent(world: World, request: pytest.FixtureRequest) -> None:  # noqa: F811
    clients = {who: Client() if who == "nobody" else cast.client_of(request.getfixturevalue(who)) for who in HANDS}
    fields: dict[str, dict[str, forms.Field]] = {}
    names: dict[str, set[str]] = {}
    for _name, who, url in sent(world):
        with visit(clients[who], url) as page:
            form = page.context and page.context.get("form")
            fields[url] = dict(form.fields) if form else {}
            names |= {where: names.get(where, set()) | found for where, found in Named(page.seen, url).found.items()}
    for _name, who, url in sent(world):
        fill_in(clients[who], url, dict.fromkeys(names.get(url, ()), forms.CharField()) | fields[url])


def fill_in(client: Client, url: str, fields: dict[str, forms.Field]) -> None:
    @EACH
    @given(data=st.data())
    def answered(data: Any) -> None:
        given = {name: data.draw(values(field), label=f"{url} {name}") for name, field in fields.items()}
        with visit(client, url, post=given) as answer:
            assert answer.status_code < 500, url

    answered()


def values(field: forms.Field) -> st.SearchStrategy[Any]:
    """What belongs in the field as often as what does not."""
    if isinstance(field, forms.FileField):
        return st.lists(st.builds(SimpleUploadedFile, TEXT.map(lambda name: f"{name}x"), st.binary(max_size=500)), max_size=2)
    offered = [str(value) for value, _label in getattr(field, "choices", ())]
    likely = next((value for kind, value in PLAUSIBLE.items() if isinstance(field, kind)), "Likely")
    return st.one_of(st.sampled_from(offered) if offered else st.just(likely), TEXT, st.lists(TEXT, max_size=3))
