"""A report that is not needed, because an answer helped: counted, and nobody's name with it."""

from collections.abc import Callable

from django.test import Client

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.knowledge.actions import arrange
from vakdesk.knowledge.models import Article, Feedback, Visit
from vakdesk.knowledge.reporting import months_until
from vakdesk.knowledge.tests import play
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.portal.models import Unsent

VISIT = "v" * 22


def test_whoever_finds_an_answer_while_typing_reports_nothing_and_that_is_counted(
    as_bo: Client, as_cem: Client, ada: Person, dee: Person, actor: Callable[..., Actor]
) -> None:
    by_ada, by_dee = actor(ada), actor(dee)
    article = play.published(by_ada, by_dee, "How do I connect to the projector?", text="Press *Source* on the wall.")
    play.written(by_ada, "The projector is secret")
    play.published(by_ada, by_dee, "Projector lamps in store", audience="internal")
    typed = {"text": "the projector shows nothing", "visit": VISIT}
    shown = as_bo.post("/portal/alike/", typed).content.decode()
    assert "How do I connect" in shown and "secret" not in shown and "lamps" not in shown
    as_bo.post("/portal/alike/", typed)
    assert Entry.objects.filter(verb="answer.shown").count() == 1
    as_bo.post("/portal/", typed)
    unsent = Unsent.objects.get()
    assert "How do I connect" in as_bo.get(f"/portal/new/{unsent.key}/kind/").content.decode()
    page = as_bo.post(f"/portal/answers/{article.reference}/", {"visit": unsent.key}).content.decode()
    assert "<em>Source</em>" in page and f"/portal/new/{unsent.key}/kind/" in page
    url = f"/portal/answers/{article.reference}/helped/"
    assert as_bo.post(url, {"visit": unsent.key}).url == "/portal/"
    as_bo.post(url, {"visit": unsent.key})
    assert (Feedback.objects.count(), Unsent.objects.count()) == (1, 0)
    now = months_until(clock.now().date())[0]
    assert (now.shown, now.opened, now.helped) == (2, 1, 1)
    assert {entry.verb for entry in Entry.objects.about(article)} >= {"answer.opened", "answer.helped"}
    arrange(article, by=by_dee, kind=article.kind, audience="internal", owner=ada)
    assert as_cem.post(url, {"visit": VISIT}).status_code == 404
    assert as_cem.post("/portal/alike/", typed).content.decode().find("How do I connect") < 0
    assert Visit.objects.filter(helped=article).count() == 1 and Article.objects.count() == 3
