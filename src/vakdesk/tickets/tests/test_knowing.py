"""From a solved ticket to an article in which nobody is recognised, and from an article into a reply."""

from collections.abc import Callable

import pytest
from django.test import Client

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.knowledge.models import Article, Use
from vakdesk.knowledge.personal import found_in, replaced
from vakdesk.knowledge.tests import play
from vakdesk.people.models import Person
from vakdesk.records.models import Draft
from vakdesk.tickets import actions
from vakdesk.tickets.knowing import draft_of_article
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import report, resolved

TEXT = "Bo Jansen (bo@lindewaard.example, +31 6 1234 5678) sits in C2.04; her laptop is 10.1.20.7, see TK-1042. Ada mended it, student 20231234."


def test_what_tells_who_somebody_is_is_found_and_each_is_replaced() -> None:
    found = found_in(TEXT, ["Bo Jansen", "Ada Kask"], "en")
    assert {(one.kind, one.text) for one in found} == {
        ("name", "Bo Jansen"),
        ("mail", "bo@lindewaard.example"),
        ("phone", "+31 6 1234 5678"),
        ("room", "C2.04"),
        ("network", "10.1.20.7"),
        ("reference", "TK-1042"),
        ("name", "Ada"),
        ("number", "20231234"),
    }
    clean = replaced(TEXT, found)
    assert clean.startswith("(name) ((mail address), (phone number)) sits in (room)")
    assert found_in(clean, ["Bo Jansen", "Ada Kask"], "en") == []
    assert [one.text for one in found_in("Bodies and bo are not Bo, nor Adagio Ada.", ["Bo Jansen", "Ada"], "en")] == ["Bo", "Ada"]
    assert {one.instead for one in found_in(TEXT, ["Ada"], "nl") if one.kind == "room"} == {"(ruimte)"}


def test_an_article_is_made_of_a_solved_ticket_once_nobody_is_recognised_in_it(
    as_ada: Client, ada: Person, bo: Person, actor: Callable[..., Actor]
) -> None:
    ticket = resolved(bo, ada)
    Ticket.objects.filter(pk=ticket.pk).update(done="I gave Bo Jansen a new cable in C2.04.")
    ticket.refresh_from_db()
    url = f"/tickets/{ticket.reference}/make-article/"
    page = as_ada.get(url).content.decode()
    assert "<mark>Bo Jansen" in page and "<mark>C2.04" in page
    given = {
        "title": "The cable",
        "text": draft_of_article(ticket),
        "kind": "answer",
        "audience": "public",
        "language": "nl",
        "category": "",
    }
    assert as_ada.post(url, given).status_code == 409
    page = as_ada.post(url, given | {"replace": "Bo Jansen"}).content.decode()
    assert "<mark>Bo Jansen" not in page and "<mark>C2.04" in page
    page = as_ada.post(url, given | {"replace": "*"}).content.decode()
    assert "<mark>" not in page and not Article.objects.exists()
    with pytest.raises(Refused, match="Somebody may be recognised"):
        actions.make_article(ticket, by=actor(ada), **given | {"category": None})
    assert as_ada.post(url, given | {"is_clean": "on"}).status_code == 303
    assert Use.objects.get().how == "source"


def test_what_is_known_goes_into_the_draft_and_what_is_internal_only_after_a_second_look(
    as_ada: Client, ada: Person, dee: Person, bo: Person, actor: Callable[..., Actor]
) -> None:
    by_ada, by_dee = actor(ada), actor(dee)
    ticket = report(bo, text="The projector in my room shows nothing")
    shown = play.published(by_ada, by_dee, "Connect the projector", text="Press *Source*. ![Wall](picture:1)")
    inside = play.published(by_ada, by_dee, "Projector codes", text="The code is 4711.", audience="internal")
    url = f"/tickets/{ticket.reference}/article/"
    page = as_ada.get(url).content.decode()
    assert shown.reference in page and inside.reference in page and "may not read it" in page

    def draft(side: str) -> str:
        return Draft.objects.filter(record=ticket.pk, side=side).values_list("text", flat=True).first() or ""

    as_ada.post(url, {"article": shown.reference, "how": "link"})
    assert f"/knowledge/help/{shown.reference}/" in draft("public")
    as_ada.post(url, {"article": shown.reference, "how": "text"})
    assert "Press *Source*. Wall" in draft("public")
    for without_a_look in ({"how": "text"}, {"how": "link", "looked": "1"}):
        as_ada.post(url, {"article": inside.reference, **without_a_look})
        assert "4711" not in draft("public") and inside.reference not in draft("public")
    as_ada.post(url, {"article": inside.reference, "how": "link", "side": "staff"})
    assert inside.reference in draft("staff")
    as_ada.post(url, {"article": inside.reference, "how": "text", "looked": "1"})
    assert "4711" in draft("public")
    other = report(bo, text="The same again")
    actions.reply(other, by=by_ada, text=f"See https://desk.example/knowledge/help/{shown.reference}/")
    assert Article.objects.counted().get(pk=shown.pk).uses == 2
