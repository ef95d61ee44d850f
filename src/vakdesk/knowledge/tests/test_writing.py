"""Versions that never change, two pairs of eyes, and two people who write at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.knowledge import actions
from vakdesk.knowledge.jobs import remind_owners
from vakdesk.knowledge.kinds import State
from vakdesk.knowledge.models import LONGEST_TEXT, Article, Version
from vakdesk.knowledge.tests import play
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person


def test_a_published_version_is_read_until_the_next_one_is_published_by_somebody_else(
    article: Article, by_ada: Actor, by_dee: Actor
) -> None:
    actions.save(article, by=by_ada, title="How do I print?", text="Use the new queue.", base=1, note="New queue")
    assert (article.state, article.published.text, article.record.title) == (
        State.DRAFT,
        "Open **Print** and choose *C2*.",
        "How do I print in building C?",
    )
    actions.submit(article, by=by_ada)
    with pytest.raises(Refused, match="Somebody else"):
        actions.publish(article, by=by_ada, version=2)
    with pytest.raises(Refused, match="since you read it"):
        actions.publish(article, by=by_dee, version=1)
    actions.publish(article, by=by_dee, version=2)
    article.refresh_from_db()
    assert (article.state, article.published.number, article.record.title) == (State.PUBLISHED, 2, "How do I print?")
    assert [version.text for version in article.versions.order_by("number")] == ["Open **Print** and choose *C2*.", "Use the new queue."]
    assert [entry.verb for entry in Entry.objects.about(article)][-3:] == ["article.saved", "article.submitted", "article.published"]
    with pytest.raises(AssertionError):
        article.published.save()


def test_who_reviews_sends_back_with_a_reason_and_nobody_without_the_right_publishes(
    by_ada: Actor, by_dee: Actor, tia: Person, actor: Callable[..., Actor]
) -> None:
    by_tia = actor(tia)
    article = play.written(by_tia)
    with pytest.raises(Refused, match="nothing to review"):
        actions.submit(play.written(by_tia, text=""), by=by_tia)
    actions.submit(article, by=by_tia)
    with pytest.raises(NotAllowed):
        actions.publish(article, by=by_tia, version=1)
    with pytest.raises(Refused, match="what is to be changed"):
        actions.send_back(article, by=by_ada, why=" ")
    actions.send_back(article, by=by_ada, why="Say which building")
    assert article.state == State.DRAFT
    assert Version.objects.filter(published_at__isnull=False).count() == 0
    actions.submit(article, by=by_tia)
    actions.publish(article, by=by_dee, version=1)
    actions.retire(article, by=by_dee, why="The printer is gone")
    assert not Article.objects.published().exists()
    with pytest.raises(Refused):
        actions.retire(article, by=by_dee, why="again")


def test_who_saves_second_sees_both_texts_and_nothing_is_lost(article: Article, ada: Person, by_dee: Actor, as_ada: Client) -> None:
    actions.save(article, by=by_dee, title=article.title, text="Dee says blue.", base=1)
    page = as_ada
    url = f"/knowledge/{article.reference}/edit/"
    given = {"title": article.title, "text": "Ada says red.", "note": "", "base": "1"}
    answer = page.post(url, given)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Dee de Wit" in shown and "blue" in shown and "Ada says red." in shown
    assert 'name="base" value="2"' in shown
    assert article.versions.count() == 2
    assert page.post(url, given | {"base": "2"}).status_code == 303
    assert article.versions.count() == 3


def test_what_is_too_long_is_refused_with_a_sentence(article: Article, ada: Person, by_ada: Actor, as_ada: Client) -> None:
    with pytest.raises(Refused, match="That is too long"):
        actions.save(article, by=by_ada, title="Long", text="x" * (LONGEST_TEXT + 1), base=1)
    answer = as_ada.post(f"/knowledge/{article.reference}/edit/", {"title": "Long", "text": "x" * 5_000_000, "base": "1"})
    assert answer.status_code == 409
    assert "That is too long" in answer.content.decode()
    assert article.versions.count() == 1


def test_the_owner_is_reminded_once_of_what_is_to_be_looked_at_again(article: Article, by_ada: Actor) -> None:
    remind_owners()
    assert not Entry.objects.filter(verb="article.went_stale").exists()
    with clock.travel(clock.now() + timedelta(days=200)):
        remind_owners()
        remind_owners()
        assert Entry.objects.filter(verb="article.went_stale").count() == 1
        assert list(Article.objects.stale(clock.now().date())) == [article]
        actions.confirm(article, by=by_ada, review_by=clock.now().date() + timedelta(days=30))
        assert not Article.objects.stale(clock.now().date()).exists()


def test_a_translation_stands_beside_its_original_and_says_when_that_is_newer(article: Article, by_ada: Actor, by_dee: Actor) -> None:
    dutch = actions.translate(article, by=by_ada, language="nl", title="Hoe print ik in gebouw C?")
    with pytest.raises(Refused, match="already"):
        actions.translate(article, by=by_ada, language="nl", title="Nog een keer")
    with pytest.raises(Refused):
        actions.translate(dutch, by=by_ada, language="et", title="Kuidas printida?")
    actions.save(dutch, by=by_ada, title=dutch.title, text="Open **Afdrukken**.", base=1)
    play.released(dutch, by_ada, by_dee)
    assert not _again(dutch).is_outdated
    actions.save(article, by=by_ada, title=article.title, text="Use the new queue.", base=1)
    play.released(article, by_ada, by_dee)
    assert _again(dutch).is_outdated
    actions.save(_again(dutch), by=by_ada, title=dutch.title, text="Gebruik de nieuwe rij.", base=2, is_up_to_date=True)
    assert not _again(dutch).is_outdated


def _again(article: Article) -> Article:
    return Article.objects.with_people().select_related("original__published").get(pk=article.pk)
