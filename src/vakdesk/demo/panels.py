"""What the demo adds to every page (who you are, where the tour is) and to the sign-in page (the way in)."""

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.demo.cast import CAST
from vakdesk.demo.tour import STEPS, next_step
from vakdesk.demo.views import TOUR, journey_of
from vakdesk.ui.registry import beside


@beside("page")
def corner(request: HttpRequest) -> str | None:
    """The tour's present step, else the way to be somebody else. Nothing for who is not signed in, and outside the demo."""
    actor = getattr(request, "actor", None)
    if not settings.DEMO or actor is None:
        return None
    if TOUR not in request.session:
        return render_to_string("demo/_corner.html", {"actor": actor}, request)
    journey = journey_of(request)
    number, step = next_step(journey)
    part = CAST[step.who]
    context = {
        "step": step,
        "can_do": step.do is not None,  # a template would call it
        "number": number,
        "total": len(STEPS),
        "part": part,
        "person": part.person,
        "is_them": part.person.pk == actor.person_id,
        "page": step.page(journey),
        "is_last": step is STEPS[-1],
    }
    return render_to_string("demo/_tour.html", context, request)


@beside("sign-in")
def way_in(request: HttpRequest) -> str | None:
    return render_to_string("demo/_way_in.html", {}, request) if settings.DEMO else None
