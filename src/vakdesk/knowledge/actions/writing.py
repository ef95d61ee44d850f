"""An article is begun, written, and given pictures. Each save is a version of its own, and none is ever changed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.kinds import ArticleKind, Audience, State
from vakdesk.knowledge.models import LONGEST_TEXT, Article, ArticleCategory, Version
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Team
from vakdesk.records.actions import attach_all, make_record, touch
from vakdesk.records.kinds import Side
from vakdesk.records.models import LONGEST_TITLE, Attachment
from vakdesk.records.sniffing import PICTURES
from vakdesk.records.store import Staged

#: What is published is looked at again after so long, unless somebody says otherwise.
LOOKED_AT_AGAIN = timedelta(days=180)


class Placed:
    """Where an article that is not there yet would lie."""

    organisation_id = requester_id = None

    def __init__(self, team: Team | None) -> None:
        self.team_id = team and team.pk


def begin(
    *,
    by: Actor,
    title: str,
    language: str,
    kind: str = ArticleKind.ANSWER,
    audience: str = Audience.INTERNAL,
    category: ArticleCategory | None = None,
    team: Team | None = None,
    text: str = "",
) -> Article:
    """There is an article with a first version, the writer's own, that nobody reads yet. Refuses an empty title and a too long text."""
    with act(by, may=permissions.WRITE) as log:
        article = make(
            log,
            by,
            title=title,
            language=language,
            text=text,
            kind=kind,
            audience=audience,
            category=category,
            team=team,
            owner_id=by.person_id,
        )
        log.record(verbs.BEGUN, article, language=language, original=None)
        log.record(verbs.SAVED, article, version=1)
    return article


def translate(original: Article, *, by: Actor, language: str, title: str) -> Article:
    """There is a translation of the article, which begins as its text and has its readers and category. Refuses a second one in
    a language, a translation of a translation, and what is not published."""
    with act(by, may=permissions.WRITE, on=original) as log:
        require(original.original_id is None, _("Translate the article that this is a translation of."), field="language")
        require(original.published, _("Publish it first: what is still being written would be translated twice."))
        there = {original.language, *original.translations.values_list("language", flat=True)}
        require(language not in there, _("There is one in that language already."), field="language")
        assert original.published is not None
        article = make(
            log,
            by,
            title=title,
            language=language,
            text=original.published.text,
            kind=original.kind,
            audience=original.audience,
            category=original.category,
            team=original.record.team,
            owner_id=by.person_id,
            original=original,
            translates=original.published,
        )
        article.organisations.set(original.organisations.all())
        article.teams.set(original.teams.all())
        article.record.restricted = original.record.restricted
        article.record.save(update_fields=["restricted"])
        _copy_pictures(original, article, log)
        log.record(verbs.BEGUN, article, language=language, original=original.pk)
        log.record(verbs.SAVED, article, version=1)
    return article


def save(article: Article, *, by: Actor, title: str, text: str, base: int, note: str = "", is_up_to_date: bool = False) -> Version:
    """There is a newer version, a draft; what is published is read as before. Nothing is made when nothing differs.

    `base` is the number of the version that was edited: refuses when somebody else saved a newer one meanwhile, so that nothing is
    overwritten unseen. Also refuses an empty title, a too long text, and what is retired. `is_up_to_date`: the translation says
    what its original says now.
    """
    with act(by, may=permissions.WRITE, on=article) as log:
        latest = latest_of(article)
        who = latest.made_by.name if latest.made_by else _("somebody")
        require(
            base == latest.number,
            _("%(who)s saved a newer version while you were writing. See both below, then save yours or take theirs.") % {"who": who},
            field="text",
        )
        if is_up_to_date and article.original and article.original.published:
            article.translates = article.original.published
        title, text = cleaned(title, text)
        if (title, text) == (latest.title, latest.text):
            article.save(update_fields=["translates"])
            return latest
        version = Version.objects.create(
            article=article,
            number=latest.number + 1,
            title=title,
            text=text,
            note=one_line(storable(note)),
            made_by_id=by.person_id,
            made_at=log.at,
        )
        article.latest, article.state = version, State.DRAFT
        article.save(update_fields=["latest", "state", "translates"])
        if not article.is_readable:
            article.record.title = title
            article.record.save(update_fields=["title"])
        touch(article.record, log)
        log.record(verbs.SAVED, article, version=version.number)
    return version


def add_files(article: Article, *, by: Actor, files: Iterable[Staged]) -> list[Attachment]:
    """The files hang on the article. Readers get those that its published text names. Refuses none."""
    with act(by, may=permissions.WRITE, on=article) as log:
        files = list(files)
        require(files, _("Choose a file."), field="files")
        before = set(article.record.attachments.values_list("pk", flat=True))
        attach_all(article.record, log, files, side=Side.STAFF, message=None)
    return list(article.record.attachments.exclude(pk__in=before).select_related("blob").order_by("pk"))


def named_in_text(files: Sequence[Attachment]) -> str:
    """The lines that show pictures, and lead to other files, in an article's text."""
    return "\n\n".join(
        f"![{file.name}](picture:{file.pk})" if file.blob.content_type in PICTURES else f"[{file.name}](attachment:{file.pk})"
        for file in files
    )


def make(log: Act, by: Actor, *, title: str, language: str, text: str, team: Team | None = None, **values: Any) -> Article:
    """A new article with its first version, within the act at hand. Whoever calls this records why."""
    require(language in dict(settings.LANGUAGES), _("Choose a language."), field="language")
    title, text = cleaned(title, text)
    record = make_record(log, "article", title=title, team=team, language=language)
    values.setdefault("review_by", log.at.date() + LOOKED_AT_AGAIN)
    article = Article.objects.create(record=record, language=language, **values)
    article.latest = Version.objects.create(article=article, number=1, title=title, text=text, made_by_id=by.person_id, made_at=log.at)
    article.save(update_fields=["latest"])
    return article


def cleaned(title: str, text: str) -> tuple[str, str]:
    """As they are kept. Refuses an empty title and a too long text."""
    title = one_line(storable(title), at_most=LONGEST_TITLE)
    require(title, _("Give it a title: the question as somebody would ask it."), field="title")
    text = storable(text).replace("\r\n", "\n").strip()
    require(
        len(text) <= LONGEST_TEXT,
        _("That is too long: %(given)d signs, and an article has at most %(most)d. Make several of it, or attach it as a file.")
        % {"given": len(text), "most": LONGEST_TEXT},
        field="text",
    )
    return title, text


def latest_of(article: Article) -> Version:
    """Read in the act at hand: what was locked is the article."""
    version: Version = Version.objects.select_related("made_by").get(pk=article.latest_id)
    return version


def _copy_pictures(original: Article, translation: Article, log: Act) -> None:
    """The translation has pictures of its own, the same bytes, and its text names those."""
    assert translation.latest is not None
    text = translation.latest.text
    for file in original.record.attachments.order_by("-pk"):
        if f":{file.pk})" not in text:
            continue
        own = Attachment.objects.create(record=translation.record, blob=file.blob, side=file.side, name=file.name, at=log.at)
        text = text.replace(f"(picture:{file.pk})", f"(picture:{own.pk})").replace(f"(attachment:{file.pk})", f"(attachment:{own.pk})")
    Version.objects.filter(pk=translation.latest.pk).update(text=text)  # still being made in this act


def looked_at_again(day: date) -> date:
    return day + LOOKED_AT_AGAIN
