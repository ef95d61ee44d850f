"""What is not for somebody is not there for them: by address, search, suggestion, file, language or old version."""

from collections.abc import Callable

import pytest
from django.test import Client

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.knowledge import actions
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.tests import play
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Entry
from vakdesk.notices.models import Notice
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.records.store import stage
from vakdesk.search.find import find

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def body(client: Client, url: str) -> bytes:
    return b"".join(client.get(url).streaming_content)


def titles(actor: Actor, words: str) -> list[str]:
    return [hit.title for hit in find(actor, words).hits]


def arranged(article: Article, by: Actor, **given: object) -> None:
    actions.arrange(article, by=by, **{"kind": article.kind, "audience": article.audience, "owner": article.owner, **given})  # type: ignore[arg-type]


def test_what_is_not_published_or_internal_is_found_and_opened_by_the_desk_alone(
    article: Article, by_ada: Actor, by_dee: Actor, by_bo: Actor, bo: Person, ada: Person, as_ada: Client, as_bo: Client
) -> None:
    draft = play.written(by_ada, "Zebra one")
    internal = play.published(by_ada, by_dee, "Zebra two", audience="internal")
    open_one = play.published(by_ada, by_dee, "Zebra three")
    actions.save(open_one, by=by_ada, title="Zebra three", text="okapi", base=1)
    assert set(titles(by_ada, "zebra")) == {"Zebra one", "Zebra two", "Zebra three"}
    assert titles(by_bo, "zebra") == ["Zebra three"]
    assert titles(by_bo, "okapi") == []
    assert titles(by_bo, draft.reference) == titles(by_bo, internal.reference) == []
    page = as_bo
    for hidden in (draft, internal):
        assert {page.get(f"/knowledge/{way}{hidden.reference}/").status_code for way in ("", "help/")} == {404}
        assert page.post(f"/knowledge/help/{hidden.reference}/rate/", {"helpful": "yes"}).status_code == 404
    for part in ("edit/", "versions/", "versions/2/", "compare/", "publish/", "arrange/"):
        assert page.get(f"/knowledge/{open_one.reference}/{part}").status_code == 404, part
    assert page.get(f"/knowledge/{open_one.reference}/").url == f"/knowledge/help/{open_one.reference}/"
    assert page.get("/knowledge/").status_code == 403
    assert "okapi" not in page.get(f"/knowledge/help/{open_one.reference}/").content.decode()
    assert "okapi" in as_ada.get(f"/knowledge/{open_one.reference}/versions/2/").content.decode()
    found = page.get("/knowledge/help/", {"q": "zebra"}).content.decode()
    assert "Zebra three" in found and "Zebra one" not in found and "Zebra two" not in found


def test_what_is_restricted_is_there_for_its_organisation_and_teams_alone(
    by_ada: Actor,
    by_dee: Actor,
    by_bo: Actor,
    cem: Person,
    ada: Person,
    lindewaard: Organisation,
    systems: Team,
    actor: Callable[..., Actor],
) -> None:
    article = play.published(by_ada, by_dee, "Quagga")
    arranged(article, by_dee, organisations=[lindewaard])
    by_cem = actor(cem)
    assert titles(by_bo, "quagga") == ["Quagga"] and titles(by_cem, "quagga") == []
    assert not Article.objects.visible_to(by_cem).exists()
    with pytest.raises(Refused, match="Somebody else"):
        arranged(article, by_ada)
    arranged(article, by_dee)
    assert titles(by_cem, "quagga") == ["Quagga"]
    arranged(article, by_dee, audience="internal", teams=[systems])
    sven = actor(cast.make_person("Sven Lind", role="agent", teams=(systems,)))
    dutch = Article.objects.visible_to(by_dee).filter(pk=article.pk)
    assert titles(sven, "quagga") == ["Quagga"] and titles(by_dee, "quagga") == [] and not dutch.exists()
    assert titles(by_bo, "quagga") == []


def test_a_translation_is_read_by_whoever_reads_its_original(by_ada: Actor, by_dee: Actor, by_bo: Actor, bo: Person, as_bo: Client) -> None:
    article = play.published(by_ada, by_dee, "Okapi")
    dutch = play.released(actions.translate(article, by=by_ada, language="nl", title="Okapi in het Nederlands"), by_ada, by_dee)
    assert "Okapi in het Nederlands" in titles(by_bo, "okapi")
    with pytest.raises(Refused, match="original"):
        arranged(dutch, by_dee, audience="internal")
    arranged(article, by_dee, audience="internal")
    assert titles(by_bo, "okapi") == []
    assert as_bo.get(f"/knowledge/help/{dutch.reference}/").status_code == 404


def test_readers_get_the_pictures_that_the_published_text_names_and_no_others(
    article: Article, by_ada: Actor, by_dee: Actor, bo: Person, ada: Person, as_ada: Client, as_bo: Client
) -> None:
    before, after = actions.add_files(article, by=by_ada, files=[stage("before.png", [PNG]), stage("after.png", [PNG, b"1"])])
    actions.save(article, by=by_ada, title=article.title, text=f"![Before](picture:{before.pk})", base=1)
    play.released(article, by_ada, by_dee)
    actions.save(article, by=by_ada, title=article.title, text=f"![After](picture:{after.pk})", base=2)
    url, reader, writer = f"/knowledge/{article.reference}/pictures/", as_bo, as_ada
    assert body(reader, f"{url}{before.pk}/") == PNG
    assert reader.get(f"{url}{after.pk}/").status_code == 404
    assert body(writer, f"{url}{after.pk}/") == PNG + b"1"
    other = play.published(by_ada, by_dee, "Another", text=f"![Stolen](picture:{before.pk})")
    assert reader.get(f"/knowledge/{other.reference}/pictures/{before.pk}/").status_code == 404
    assert reader.post(f"/knowledge/{article.reference}/files/", {}).status_code == 404
    arranged(article, by_dee, audience="internal")
    assert reader.get(f"{url}{before.pk}/").status_code == 404


def test_what_did_not_help_becomes_a_task_of_the_owners(article: Article, ada: Person, bo: Person, as_ada: Client, as_bo: Client) -> None:
    page, url = as_bo, f"/knowledge/help/{article.reference}/rate/"
    assert page.post(url, {"helpful": "no", "reason": ""}).status_code == 409
    assert page.post(url, {"helpful": "no", "reason": "There is no C2 any more"}).status_code == 303
    assert page.post(url, {"helpful": "yes"}).status_code == 303
    task = article.record.tasks.get()
    assert (task.owner, task.about) == (ada, "There is no C2 any more")
    assert Article.objects.counted().values_list("helped", "not_helped").get() == (1, 1)
    assert "There is no C2 any more" in as_ada.get("/tasks/").content.decode() or str(task) in as_ada.get("/tasks/").content.decode()


def test_an_article_is_given_to_who_can_keep_it_and_they_hear_of_it(
    article: Article, by_ada: Actor, by_dee: Actor, tia: Person, bo: Person
) -> None:
    with pytest.raises(Refused, match="cannot work on articles"):
        arranged(article, by_dee, owner=bo)
    arranged(article, by_dee, owner=tia)
    while run_followers():
        pass
    assert Entry.objects.about(article).get(verb="article.owned").facts == {"owner": tia.pk}
    assert {notice.channel for notice in Notice.objects.filter(person=tia)} == {"inbox", "mail"}
