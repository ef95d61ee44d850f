"""What an empty desk begins with: changing what was given out, and calling back, in the languages of the house."""

from vakdesk.access.actors import Actor
from vakdesk.tasks import actions
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.kinds import ROTATE, Occasion, TaskKind

CALL_BACK = {"en": "Call back: does it still work?", "nl": "Terugbellen: werkt het nog?", "et": "Helista tagasi: kas see töötab?"}


def install(*, by: Actor) -> None:
    actions.add_set(
        by=by,
        names={"en": "After a secret was given out", "nl": "Nadat een geheim is verstrekt", "et": "Pärast saladuse väljastamist"},
        occasion=Occasion.REVEALED,
        lines=[Line(ROTATE, kind=TaskKind.ROTATE, due_days=1, for_worker=True)],
    )
    actions.add_set(
        by=by,
        names={
            "en": "Aftercare: call back after three days",
            "nl": "Nazorg: na drie dagen bellen",
            "et": "Järelhooldus: helista kolme päeva pärast",
        },
        occasion=Occasion.BY_HAND,
        lines=[Line(CALL_BACK, kind=TaskKind.CALL_BACK, due_days=3, for_worker=True)],
    )
