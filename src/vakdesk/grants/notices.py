"""Who hears of access: who has a right that ends soon and who owns it, and owners that a review is asked of them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from vakdesk.grants import verbs
from vakdesk.grants.models import Campaign, Grant
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.ui.components import exact

ENDS = News("access.ends", _("Access ends soon"), _("Of mine, or of what I own."), How.AT_ONCE, for_staff=False, icon="hourglass")
REVIEW = News(
    "access.review",
    _("I am asked to review access"),
    _("Who may keep a right on what you own."),
    How.AT_ONCE,
    for_staff=False,
    icon="list-checks",
)
RIGHT = Placeholder(_("application and right"), "Git · write")
WHO = Placeholder(_("who has it"), "Bo de Wit")
UNTIL = Placeholder(_("until when"), "12 March 2026")
ENDS_TEXT = MailText(
    "access.ends",
    _("Access ends soon"),
    _("Ends soon: {{ right }}"),
    _("{{ who }} has {{ right }} until {{ until }}. Is it needed longer? Ask the desk in time; its owner then decides again."),
    {"right": RIGHT, "who": WHO, "until": UNTIL},
    _("Look at it"),
)
REVIEW_TEXT = MailText(
    "access.review",
    _("Owners are asked to review access"),
    _("Please review: {{ title }}"),
    _("{{ count }} rights that people have are asked of you. Say of each whether it stays, before {{ until }}. It is one screen."),
    {"title": Placeholder(_("the name of the review"), _("Spring review")), "count": Placeholder(_("how many"), "12"), "until": UNTIL},
    _("Review them"),
)


@about(verbs.EXPIRES_SOON)
def ends_soon(entry: Entry) -> Iterator[Telling]:
    grant = Grant.objects.with_all().get(pk=entry.facts["grant"])
    for person in Person.objects.active().filter(pk__in=[grant.person_id, grant.right.owner_id]).select_related("organisation"):
        yield _ends(grant, person)


def _ends(grant: Grant, person: Person) -> Telling:
    def words() -> Words:
        values = {"right": str(grant.right), "who": grant.person.name, "until": exact(grant.ends_at)}
        return Words(ENDS_TEXT, values, url=grant.get_absolute_url())

    return Telling(person, ENDS, words, Why.OWNER if person.pk != grant.person_id else Why.REQUESTER)


@about(verbs.CAMPAIGN_BEGUN)
def review_asked(entry: Entry) -> Iterator[Telling]:
    campaign = Campaign.objects.get(pk=entry.subject_id)
    for owner in Person.objects.active().filter(pk__in=campaign.items.values("owner")).select_related("organisation"):
        yield _review(campaign, owner)


def _review(campaign: Campaign, owner: Person) -> Telling:
    def words() -> Words:
        values = {"title": campaign.title, "count": str(campaign.items.filter(owner=owner).count()), "until": exact(campaign.due_at)}
        return Words(REVIEW_TEXT, values, url=campaign.get_absolute_url())

    return Telling(owner, REVIEW, words, Why.APPROVER)
