"""What programs may read: which clients allow their tickets to be used. Evidence itself is a person's own, and they show it themselves."""

from vakdesk.competence.kinds import Basis
from vakdesk.competence.models import Purpose
from vakdesk.competence.permissions import PURPOSE
from vakdesk.ui.offering import DAY, MOMENT, NAMED, TEXT, WHOLE, Part, Shape, Thing, not_offered, one_of

PURPOSES = Thing(
    "purposes",
    "Clients whose tickets may, or might once, be used to qualify people",
    Shape(
        "Purpose",
        [
            Part("id", WHOLE, lambda row: row.pk, told="That of the client."),
            Part("organisation", NAMED),
            Part("is_on", {"type": "boolean"}),
            Part("basis", one_of(Basis)),
            Part("contract", TEXT),
            Part("starts_on", DAY),
            Part("switched_at", MOMENT),
        ],
    ),
    lambda actor: Purpose.objects.visible_to(actor).select_related("organisation"),
    room="competence",
    may=PURPOSE,
)

_OWN = "a person says this of their own work, and reads first what they submit"
not_offered(
    _OWN,
    "competence.submit",
    "competence.bring",
    "competence.accept",
    "competence.withdraw",
    "competence.open_passport",
    "competence.set_hints",
)
not_offered("a person writes down what they saw", "competence.observe", "competence.ask_witness", "competence.testify")
not_offered("a person reads it line by line", *(f"competence.{verb}_copy" for verb in ("prepare", "release", "refuse", "take")))
not_offered("two people say this of one of them", *(f"competence.{verb}" for verb in ("rate", "plan", "finish_step", "review")))
not_offered("decided by a person on a contract they have read", "competence.switch_on", "competence.switch_off")
not_offered("a person's own work and evidence; programs read the tickets themselves", "my-work", "my-evidence")
