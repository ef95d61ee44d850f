"""What programs may read and do with articles: what the web offers, with the same sight. Pictures are put in on the page."""

from typing import Any

from vakdesk.knowledge import actions, permissions
from vakdesk.knowledge.forms.writing import (
    ArrangeForm,
    BeginForm,
    CategoryForm,
    ConfirmForm,
    PublishForm,
    RateForm,
    RetireForm,
    SendBackForm,
    TranslateForm,
    WriteTextForm,
)
from vakdesk.knowledge.kinds import ArticleKind, Audience, State
from vakdesk.knowledge.lists import ArticleList, CategoryList
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.people.fields import label_of
from vakdesk.ui.offering import DAY, MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of, shape_of

ARTICLE = Shape(
    "Article",
    [
        Part("reference"),
        Part("title", TEXT, told="As it is read; of what is not published, as it was saved last."),
        Part("text", maybe(TEXT), lambda row: row.published and row.published.text, told="Markdown, as it is read; null while nothing is."),
        Part("version", maybe(WHOLE), lambda row: row.published and row.published.number),
        Part("kind", one_of(ArticleKind)),
        Part("audience", one_of(Audience)),
        Part("state", one_of(State), told="Of the newest version."),
        Part("language"),
        Part("restricted", TRUTH, lambda row: row.record.restricted),
        Part("category", maybe(TEXT), lambda row: row.category and row.category.code),
        Part("owner", maybe(NAMED)),
        Part("team", maybe(NAMED), lambda row: row.record.team),
        Part("original", maybe(TEXT), lambda row: row.original and row.original.reference),
        Part("published_at", maybe(MOMENT)),
        Part("review_by", DAY),
    ],
)
ARTICLES = Thing(
    "articles",
    "Articles",
    ARTICLE,
    lambda actor: Article.objects.visible_to(actor).with_people().select_related("original__published").counted(),
    room="knowledge",
    key="record__reference",
    page=lambda actor: ArticleList(),
)


def _standing(article: Article) -> dict[str, Any]:
    return {
        "kind": article.kind,
        "audience": article.audience,
        "organisations": list(article.organisations.values_list("pk", flat=True)),
        "teams": list(article.teams.values_list("pk", flat=True)),
        "category": article.category_id,
        "owner": label_of(article.owner) if article.owner else "",
        "team": article.record.team_id,
        "review_by": article.review_by,
        "tags": ", ".join(article.record.tags.values_list("name", flat=True)),
    }


Deed(ARTICLES, "", actions.begin, permissions.WRITE, BeginForm, begins=True, told="Begin an article")
Deed(
    ARTICLES,
    "save",
    actions.save,
    permissions.WRITE,
    WriteTextForm,
    form_takes="article",
    told="Save a version; base is the one it was made of",
)
Deed(ARTICLES, "submit", actions.submit, permissions.WRITE, told="Ask for a review")
Deed(ARTICLES, "send_back", actions.send_back, permissions.PUBLISH, SendBackForm, told="Send a version back to its writer")
Deed(ARTICLES, "publish", actions.publish, permissions.PUBLISH, PublishForm, told="Publish the newest version")
Deed(ARTICLES, "confirm", actions.confirm, permissions.WRITE, ConfirmForm, told="Say that it is still right")
Deed(ARTICLES, "retire", actions.retire, permissions.PUBLISH, RetireForm, told="Take it out of use")
Deed(
    ARTICLES,
    "arrange",
    actions.arrange,
    permissions.WRITE,
    ArrangeForm,
    initial=_standing,
    told="Say who reads it, where it lies, whose it is",
)
Deed(
    ARTICLES,
    "translate",
    actions.translate,
    permissions.WRITE,
    TranslateForm,
    form_takes="article",
    makes=ARTICLES,
    told="Begin a translation",
)
Deed(ARTICLES, "rate", actions.rate, permissions.RATE, RateForm, told="Say whether it helped")

CATEGORIES = Thing(
    "article-categories",
    "Categories of articles",
    shape_of("ArticleCategory", CategoryList),
    lambda actor: ArticleCategory.objects.visible_to(actor).select_related("parent"),
    room="knowledge",
    page=lambda actor: CategoryList(),
)
Deed(CATEGORIES, "", actions.add_category, permissions.ARRANGE, CategoryForm, begins=True, told="Add a category")
Deed(CATEGORIES, "edit", actions.edit_category, permissions.ARRANGE, CategoryForm, form_takes="thing", keeps=True, told="Change a category")

not_offered("Files are put into a text on the page where one sees it.", "knowledge.add_files")
not_offered("Brought in from a file on the command line.", "knowledge.bring_in")
not_offered("The timekeeper's alone.", "knowledge.remind")
not_offered("Counted where a ticket is answered.", "knowledge.use")
not_offered(
    "Counted on the page where somebody is about to ask.", "knowledge.show_answers", "knowledge.open_answer", "knowledge.say_helped"
)
