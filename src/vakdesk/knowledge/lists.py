"""Lists of articles for the desk."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.knowledge.forms.writing import category_choices
from vakdesk.knowledge.kinds import Audience, State
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.knowledge.permissions import ARRANGE, WRITE
from vakdesk.ui.components import icon, pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, View

TONES = {State.DRAFT: "plain", State.REVIEW: "accent", State.PUBLISHED: "good", State.RETIRED: "plain"}


def standing(row: Article) -> SafeString:
    """Its state, and what is the matter with it."""
    drawn = [pill(row.get_state_display(), TONES[State(row.state)])]
    if row.is_readable and row.state != State.PUBLISHED:
        drawn.insert(0, pill(_("published"), "good"))
    if row.is_stale_on(clock.now().date()):
        drawn.append(pill(_("look at it again"), "warn", "clock-alert"))
    if row.is_outdated:
        drawn.append(pill(_("original is newer"), "warn", "languages"))
    return format_html_join(" ", "{}", ((one,) for one in drawn))


def _state(row: Article, ctx: Context) -> SafeString:
    return standing(row)


def _readers(row: Article, ctx: Context) -> SafeString:
    drawn = icon("globe" if row.is_public else "lock"), row.get_audience_display()
    restricted = format_html(" {}", pill(_("restricted"), "special", "shield")) if row.record.restricted else mark_safe("")
    return format_html('<span class="article-readers">{}{}{}</span>', *drawn, restricted)


def _helped(row: Any, ctx: Context) -> SafeString | str:
    if not row.helped and not row.not_helped:
        return ""
    words = _("helped %(yes)d, did not help %(no)d") % {"yes": row.helped, "no": row.not_helped}
    return format_html(
        '<span class="article-helped" title="{0}">{1}{2}<span class="sr">: {0}</span></span>',
        words,
        icon("thumbs-up"),
        f"{row.helped}/{row.helped + row.not_helped}",
    )


def categories(actor: Actor) -> list[tuple[str, str]]:
    return category_choices()[1:]


class ArticleList(ListPage):
    name = "articles"
    heading = gettext_lazy("Knowledge")
    template = "knowledge/articles.html"
    changes_by_acts = True
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference, kind="reference", link=True),
        Column("title", gettext_lazy("Title"), lambda row: row.title, main=True, link=True),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), cell=_state),
        Column("audience", gettext_lazy("For"), lambda row: row.get_audience_display(), cell=_readers),
        Column("language", gettext_lazy("Language"), lambda row: row.language),
        Column("category", gettext_lazy("Category"), lambda row: row.category),
        Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
        Column("review_by", gettext_lazy("Look again by"), lambda row: row.review_by, sort="review_by"),
        Column("uses", gettext_lazy("Used"), lambda row: row.uses, kind="number"),
        Column("helped", gettext_lazy("Helped"), lambda row: row.helped, cell=_helped, kind="number"),
    )
    sorts = (
        Sort("newest", gettext_lazy("Newest"), ("-pk",)),
        Sort("review", gettext_lazy("What to look at first"), ("review_by", "pk")),
    )
    views = (
        View("published", gettext_lazy("Published"), lambda rows, actor: rows.published()),
        View("drafts", gettext_lazy("Drafts"), lambda rows, actor: rows.in_state(State.DRAFT)),
        View("review", gettext_lazy("In review"), lambda rows, actor: rows.in_state(State.REVIEW)),
        View("stale", gettext_lazy("Look again"), lambda rows, actor: rows.stale(clock.now().date()), sort="review"),
        View("mine", gettext_lazy("Mine"), lambda rows, actor: rows.filter(owner=actor.person_id)),
        View("retired", gettext_lazy("Retired"), lambda rows, actor: rows.in_state(State.RETIRED), counted=False),
    )
    filters = (
        Choice("category", gettext_lazy("Category"), categories, "category", offers=("article_category",)),
        Choice("audience", gettext_lazy("For"), lambda actor: Audience.choices, offers=()),
        Choice("language", gettext_lazy("Language"), lambda actor: settings.LANGUAGES, offers=()),
    )
    empty = Empty(
        gettext_lazy("Nothing here"),
        gettext_lazy("What was solved once need not be found out again: write it down, or make an article of a solution on its ticket."),
        "book-open",
        gettext_lazy("Write an article"),
        lambda: reverse("knowledge:begin"),
        permission=WRITE,
    )


class CategoryList(ListPage):
    name = "article-categories"
    heading = gettext_lazy("Categories of articles")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("parent", gettext_lazy("Lies in"), lambda row: row.parent),
        Column("code", gettext_lazy("Code"), lambda row: row.code),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("order", gettext_lazy("Order"), ("position", "pk")),)
    empty = Empty(
        gettext_lazy("No categories yet"),
        gettext_lazy("People look for help by what it is about: printing, passwords, laptops."),
        "folder-tree",
        gettext_lazy("Add a category"),
        lambda: reverse("knowledge:add_category"),
        permission=ARRANGE,
    )

    def address(self, row: ArticleCategory) -> str:
        return reverse("knowledge:edit_category", args=[row.pk])
