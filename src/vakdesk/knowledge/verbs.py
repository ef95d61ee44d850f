"""What can happen to articles. Read this first.

Their texts are no particulars: a version is kept as it is, and an entry names its number.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.knowledge.kinds import AUDIENCE, HOW
from vakdesk.logbook.verbs import PERSON, PLAIN, Verb
from vakdesk.records.kinds import RECORD

BEGUN = Verb("article.begun", _("began an article"), carries={"language": PLAIN, "original": RECORD}, icon="file-plus")
IMPORTED = Verb("article.imported", _("brought it in from elsewhere"), carries={"published": PLAIN}, icon="file-input")
SAVED = Verb("article.saved", _("saved version {version}"), carries={"version": PLAIN}, icon="pencil")
SUBMITTED = Verb("article.submitted", _("asked for a review of version {version}"), carries={"version": PLAIN}, icon="send")
SENT_BACK = Verb("article.sent_back", _("sent version {version} back: {why}"), carries={"version": PLAIN}, seals=("why",), icon="undo-2")
PUBLISHED = Verb(
    "article.published",
    _("published version {version} for: {audience}"),
    carries={"version": PLAIN, "audience": AUDIENCE},
    icon="book-check",
)
RETIRED = Verb("article.retired", _("retired it: {why}"), seals=("why",), icon="book-x")
CONFIRMED = Verb(
    "article.confirmed", _("found that it is still right; next look by {review_by}"), carries={"review_by": PLAIN}, icon="check"
)
ARRANGED = Verb("article.arranged", _("arranged it: {fields}"), carries={"fields": PLAIN}, icon="sliders-horizontal")
OWNED = Verb("article.owned", _("gave it to {owner}"), carries={"owner": PERSON}, icon="user-check")
WENT_STALE = Verb(
    "article.went_stale", _("found that it was to be looked at by {review_by}"), carries={"review_by": PLAIN}, icon="clock-alert"
)
USED = Verb("article.used", _("used it on {record} {how}"), carries={"record": RECORD, "how": HOW}, icon="link")
RATED = Verb("article.rated", _("said whether it helped: {helpful}"), carries={"helpful": PLAIN, "version": PLAIN}, icon="thumbs-up")
SHOWN = Verb("answer.shown", _("was shown {count} articles before asking"), carries={"count": PLAIN}, icon="lightbulb")
OPENED = Verb("answer.opened", _("opened it instead of asking at once"), carries={"visit": PLAIN}, icon="book-open")
HELPED = Verb("answer.helped", _("needed no report: this helped"), carries={"visit": PLAIN}, icon="circle-check")
CATEGORY_ADDED = Verb("article_category.added", _("added a category of articles"), icon="folder-plus")
CATEGORY_EDITED = Verb("article_category.edited", _("changed a category of articles"), icon="folder-pen")
