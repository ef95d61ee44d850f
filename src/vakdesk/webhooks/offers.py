"""What programs may read and do with webhooks. Secrets are shown on the page alone."""

from vakdesk.ui.offering import MOMENT, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, many, maybe, not_offered, one_of
from vakdesk.webhooks import actions
from vakdesk.webhooks.kinds import Fault, Reach, State
from vakdesk.webhooks.lists import Endpoints
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.permissions import ARRANGE

WEBHOOKS = Thing(
    "webhooks",
    "Systems that are told of what happens",
    Shape(
        "Webhook",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("url"),
            Part("verbs", many(TEXT), told="Empty: every act that may be read."),
            Part("reach", one_of(Reach)),
            Part("is_paused", TRUTH, lambda row: row.paused_at is not None),
            Part("failing_since", maybe(MOMENT)),
            Part("delivered_at", maybe(MOMENT)),
        ],
    ),
    Endpoint.objects.visible_to,
    room="webhooks",
    may=ARRANGE,
    page=lambda actor: Endpoints(),
)
DELIVERY = Shape(
    "Delivery",
    [
        Part("id", WHOLE),
        Part("entry", WHOLE, lambda row: row.entry_id),
        Part("position", WHOLE, lambda row: row.entry.position),
        Part("verb", TEXT, lambda row: row.entry.verb),
        Part("state", one_of(State)),
        Part("attempts", WHOLE),
        Part("status", maybe(WHOLE)),
        Part("fault", {"type": "string", "enum": ["", *Fault.values]}),
        Part("took_ms", maybe(WHOLE)),
        Part("at", MOMENT),
        Part("tried_at", maybe(MOMENT)),
    ],
)
Hanging(
    WEBHOOKS,
    "deliveries",
    "What was told",
    DELIVERY,
    lambda row, actor: Delivery.objects.visible_to(actor).filter(endpoint=row.pk).select_related("entry"),
)
Deed(WEBHOOKS, "pause", actions.pause_endpoint, ARRANGE, told="Pause a webhook")
Deed(WEBHOOKS, "resume", actions.resume_endpoint, ARRANGE, told="Resume a webhook")
Deed(WEBHOOKS, "remove", actions.remove_endpoint, ARRANGE, told="Remove a webhook")

not_offered(
    "It makes or shows a secret, or sends what happens somewhere else: a stolen token shall not.",
    "webhooks.add_endpoint",
    "webhooks.edit_endpoint",
    "webhooks.rotate_secret",
)
not_offered("Somebody looks at how it went, on the page.", "webhooks.try_endpoint", "webhooks.resend")
not_offered("The courier's alone.", "webhooks.give_up_failing")
not_offered("What was told is read at the webhook it was told by.", "webhooks.deliveries")
