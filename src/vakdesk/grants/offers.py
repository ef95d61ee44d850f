"""What programs may read of the access register, and ask of it. What is given and taken away is a person's to carry out."""

from vakdesk.grants import actions, permissions
from vakdesk.grants.lists import ApplicationList, CampaignList, GrantList, LeaverList
from vakdesk.grants.models import Grant
from vakdesk.ui.offering import Deed, Thing, not_offered, shape_of

GRANTS = Thing(
    "access",
    "Who has which right on which application",
    shape_of("AccessGrant", GrantList),
    lambda actor: Grant.objects.visible_to(actor).with_all(),
    room="grants",
    may=permissions.SEE,
    page=lambda actor: GrantList(),
)
Deed(GRANTS, "revoke", actions.revoke, permissions.REVOKE, told="Have a right taken away")
not_offered("Read one by one where their rights are, and arranged there.", ApplicationList.name, CampaignList.name, LeaverList.name)
not_offered(
    "Arranged by whoever answers for it, on a page that shows what depends on it.",
    "grants.add_application",
    "grants.edit_application",
    "grants.add_right",
    "grants.edit_right",
)
not_offered(
    "Asked on a ticket, whose page shows who is asked.",
    "grants.wish",
    "grants.change_wish",
    "grants.ask_account_work",
    "grants.record_grant",
)
not_offered("Owners decide on one screen.", "grants.begin_campaign", "grants.decide_items", "grants.close_campaign")
not_offered("A person answers for what a leaver loses.", "grants.mark_leaving", "grants.take_everything_away")
not_offered("The register's alone.", "grants.warn", "grants.expire")
