"""What programs may read of what came from other desks."""

from vakdesk.history.models import Run
from vakdesk.history.permissions import SEE
from vakdesk.history.views import Runs
from vakdesk.ui.offering import MOMENT, WHOLE, Part, Shape, Thing, not_offered

Thing(
    "imports",
    "Files with the history of another desk",
    Shape(
        "Import",
        [
            Part("id", WHOLE),
            Part("system"),
            Part("file"),
            Part("at", MOMENT),
            Part("tickets", WHOLE),
            Part("entries", WHOLE),
            Part("known", WHOLE),
            Part("skipped", WHOLE),
        ],
    ),
    Run.objects.visible_to,
    room="history",
    may=SEE,
    page=lambda actor: Runs(),
)
not_offered("A long run over a large file, begun where the file lies: `vakdesk import`.", "history.bring_in", "history.bring_files")
