"""Who reads an article, where it lies, whose it is; and the tree of categories."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import fold, one_line
from vakdesk.kit.translated import cleaned_names
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.actions.reviewing import wrote
from vakdesk.knowledge.kinds import Audience
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.logbook.act import act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records import actions as records
from vakdesk.records.actions import touch

DEEPEST = 4
MOST_TAGS = 12


def arrange(
    article: Article,
    *,
    by: Actor,
    kind: str,
    audience: str,
    category: ArticleCategory | None = None,
    owner: Person | None = None,
    team: Team | None = None,
    review_by: date | None = None,
    organisations: Iterable[Organisation] = (),
    teams: Iterable[Team] = (),
    tags: Sequence[str] = (),
) -> None:
    """Article and translations have these readers, category and kind; owner, team, day and tags are the article's own.

    Whoever widens who reads what is published must be allowed to publish, and not have written it: refused otherwise. Also refuses
    an owner who may not write, and to restrict or open a translation by itself.
    """
    with act(by, may=permissions.WRITE, on=article) as log:
        organisations, teams = list(organisations), list(teams)
        before = _standing(article)
        wanted_readers = (audience, {one.pk for one in organisations}, {one.pk for one in teams})
        if wanted_readers != _readers(article):
            require(article.original_id is None, _("Who reads a translation is arranged at its original."), field="audience")
            if article.is_readable and _widens(_readers(article), wanted_readers):
                _require_second_pair(article, by)
        if owner is not None and owner.pk != article.owner_id:
            able = owner.is_active and actor_for(owner).may(permissions.WRITE)
            require(able, _("%(person)s cannot work on articles.") % {"person": owner.name}, field="owner")
        article.kind, article.category, article.review_by = kind, category, review_by or article.review_by
        article.record.team = team
        gets_owner = owner is not None and owner.pk != article.owner_id
        article.owner = owner
        article.save(update_fields=["kind", "category", "review_by", "owner"])
        article.record.save(update_fields=["team"])
        family = [article, *article.translations.select_related("record")] if article.original_id is None else [article]
        for one in family:
            _put_readers(one, wanted_readers, organisations, teams)
            if one is not article:
                one.category, one.kind = category, kind
                one.save(update_fields=["category", "kind"])
        _put_tags(article, by, tags)
        if changed := [name for name, value in _standing(article).items() if before[name] != value]:
            touch(article.record, log)
            for one in family:
                log.record(verbs.ARRANGED, one, fields=", ".join(changed))
        if gets_owner and owner is not None:
            log.record(verbs.OWNED, article, owner=owner.pk)


def add_category(
    *, by: Actor, names: dict[str, str], parent: ArticleCategory | None = None, icon: str = "book-open", code: str = ""
) -> ArticleCategory:
    """There is such a place among the articles. Refuses one without an English name, and a tree deeper than DEEPEST."""
    with act(by, may=permissions.ARRANGE) as log:
        category = ArticleCategory(position=ArticleCategory.objects.count())
        _fill(category, names, parent, icon)
        category.code = _free_code(code or slugify(category.names["en"]) or "category")
        category.save()
        log.record(verbs.CATEGORY_ADDED, category)
    return category


def edit_category(
    category: ArticleCategory,
    *,
    by: Actor,
    names: dict[str, str],
    parent: ArticleCategory | None = None,
    icon: str = "book-open",
    is_active: bool = True,
) -> None:
    """It is called so and lies there. Refuses as `add_category`, and to lay it into itself."""
    with act(by, may=permissions.ARRANGE, on=category) as log:
        _fill(category, names, parent, icon)
        category.is_active = is_active
        category.save()
        log.record(verbs.CATEGORY_EDITED, category)


Readers = tuple[str, set[int], set[int]]


def _readers(article: Article) -> Readers:
    return (
        article.audience,
        set(article.organisations.values_list("pk", flat=True)),
        set(article.teams.values_list("pk", flat=True)),
    )


def _widens(before: Readers, after: Readers) -> bool:
    """Whether somebody could read it afterwards who cannot now."""
    to_everybody = before[0] == Audience.INTERNAL and after[0] == Audience.PUBLIC
    was, is_now = before[1] | before[2], after[1] | after[2]
    added = bool(was) and (not is_now or bool(after[1] - before[1]) or bool(after[2] - before[2]))
    return to_everybody or added


def _require_second_pair(article: Article, by: Actor) -> None:
    """Nobody opens their own words to more readers alone."""
    if not by.may(permissions.PUBLISH, article):
        raise NotAllowed(_("More people would read it then: ask somebody who reviews articles."))
    assert article.published is not None
    theirs = by.person_id is not None and article.published.made_by_id == by.person_id
    require(not theirs and not wrote(article, by), _("You wrote this. Somebody else decides that more people read it."), field="audience")


def _put_readers(article: Article, readers: Readers, organisations: list[Organisation], teams: list[Team]) -> None:
    article.audience = readers[0]
    article.save(update_fields=["audience"])
    article.organisations.set(organisations)
    article.teams.set(teams)
    article.record.restricted = bool(organisations or teams)
    article.record.save(update_fields=["restricted"])


def _put_tags(article: Article, by: Actor, tags: Sequence[str]) -> None:
    require(len(tags) <= MOST_TAGS, _("At most %(count)d tags.") % {"count": MOST_TAGS}, field="tags")
    cleaned = (one_line(word.strip().lstrip("#"), at_most=40) for word in tags)
    wanted = {fold(word): word for word in cleaned if word}
    there = {tag.folded: tag.name for tag in article.record.tags.all()}
    for folded in wanted.keys() - there.keys():
        records.tag(article.record, by=by, name=wanted[folded])
    for folded in there.keys() - wanted.keys():
        records.untag(article.record, by=by, name=there[folded])


def _standing(article: Article) -> dict[str, Any]:
    return {
        "kind": article.kind,
        "readers": _readers(article),
        "category": article.category_id,
        "owner": article.owner_id,
        "team": article.record.team_id,
        "review_by": article.review_by,
        "tags": set(article.record.tags.values_list("folded", flat=True)),
    }


def _fill(category: ArticleCategory, names: dict[str, str], parent: ArticleCategory | None, icon: str) -> None:
    category.names, category.icon, category.parent = cleaned_names(names), icon or "book-open", parent
    depth, above = 1, parent
    while above is not None:
        require(above.pk != category.pk or category.pk is None, _("A category cannot lie in itself."), field="parent")
        depth, above = depth + 1, above.parent
        require(depth <= DEEPEST, _("That is too deep: nobody finds anything there."), field="parent")


def _free_code(wanted: str) -> str:
    wanted = wanted[:50]
    taken = set(ArticleCategory.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(code for code in numbered if code not in taken)
