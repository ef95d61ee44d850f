"""What programs may read of approvals. Deciding is a person's, who has read what it is about."""

from vakdesk.approvals.kinds import State
from vakdesk.approvals.lists import Approvals
from vakdesk.approvals.models import Approval
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, WHOLE, Part, Shape, Thing, maybe, not_offered, one_of

Thing(
    "approvals",
    "Approvals one asked, decides, or reads the record of",
    Shape(
        "Approval",
        [
            Part("id", WHOLE, lambda row: row.pk),
            Part("record", TEXT, lambda row: row.record.reference),
            Part("titles", {"type": "object"}, told="By language."),
            Part("lines", {"type": "array"}, told="The values that are approved, each with its label by language."),
            Part("text"),
            Part("digest", told="SHA-256 of what is approved, in canonical form."),
            Part("state", one_of(State)),
            Part("step", WHOLE),
            Part("requester", maybe(NAMED)),
            Part("asked_by", maybe(NAMED)),
            Part("asked_at", MOMENT),
            Part("expires_at", MOMENT),
            Part("ended_at", maybe(MOMENT)),
            Part("used_at", maybe(MOMENT)),
        ],
    ),
    lambda actor: Approval.objects.visible_to(actor).select_related("record", "requester", "asked_by"),
    room="approvals",
    page=Approvals,
)

not_offered("A person decides, who has read what it is about.", "approvals.decide")
not_offered(
    "Asked, looked at again and carried out by the rooms whose matter it is.", "approvals.ask", "approvals.recheck", "approvals.use"
)
not_offered("Settled on its page, where one sees who is waited for.", "approvals.withdraw", "approvals.appoint")
not_offered("Who decides in one's place is chosen by oneself.", "approvals.name_deputy", "approvals.end_deputy")
not_offered("The timekeeper's alone.", "approvals.expire", "approvals.remind", "approvals.look_for_stuck")
