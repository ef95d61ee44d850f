"""How one hears about what. Designed for somebody who gets too much mail, or too little, and wants it settled in a minute."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from vakdesk.access.actors import Actor, Door
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.notices import actions
from vakdesk.notices.forms import PreferencesForm
from vakdesk.notices.hearing import times_of, zone_of
from vakdesk.notices.models import NewsChoice
from vakdesk.notices.news import News
from vakdesk.notices.rhythm import next_digest
from vakdesk.notices.stopping import DIGEST, whose
from vakdesk.people.models import Person
from vakdesk.people.permissions import SEE
from vakdesk.ui.answers import carry_out
from vakdesk.ui.forms import Form


def preferences(request: HttpRequest) -> HttpResponse:
    """One form: each sort of news, the digest, quiet hours."""
    assert isinstance(request.user, Person)  # LoginRequiredMiddleware saw to it
    person: Person = Person.objects.select_related("organisation").get(pk=request.user.pk)  # anyone: their own row
    actor: Actor = request.actor  # type: ignore[attr-defined]
    offered = [
        one for one in News.registry if (actor.reach(SEE) or not one.for_staff) and (one.heard_by is None or actor.reach(one.heard_by))
    ]
    page = partial(_page, request, person, works_here=bool(actor.reach(SEE)))
    if request.method == "POST":
        form = PreferencesForm(request.POST, news=offered)
        return carry_out(request, form, actions.choose, person, then=reverse("notices:preferences"), said=_("Saved."), page=page)
    return page(PreferencesForm(initial=_initial(person, offered), news=offered))


@csrf_exempt
@login_not_required
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """By a signed link: GET asks, POST stops one sort of mail, also without signing in (RFC 8058)."""
    found = whose(token)
    if found is None:
        raise Http404
    person, name = found
    label = _label(name)
    if label is None:
        raise Http404
    if request.method == "POST":
        by = Actor(person_id=person.pk, label=person.name, door=Door.MAIL, language=person.language)
        actions.stop_mail(person, by=by, news=name)
    return render(request, "notices/stop.html", {"label": label, "is_done": request.method == "POST"})


def _label(name: str) -> Sentence | None:
    if name == DIGEST:
        return _("Digest")
    return News.registry[name].label if name in News.registry else None


def _initial(person: Person, offered: list[News]) -> dict[str, Any]:
    times, chosen = times_of(person), NewsChoice.objects.of(person.pk)
    quiet_from, quiet_until = times.quiet or (None, None)
    return {f"news-{news.name}": chosen.get(news.name, news.usual) for news in offered} | {
        "digest_at": times.digests[0],
        "digest_again_at": times.digests[1] if len(times.digests) > 1 else None,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "quiet_weekends": times.quiet_weekends,
    }


def _page(request: HttpRequest, person: Person, form: Form, *, works_here: bool) -> HttpResponse:
    assert isinstance(form, PreferencesForm)
    zone = zone_of(person)
    context = {
        "form": form,
        "own_rows": form.rows(for_staff=False),
        "work_rows": form.rows(for_staff=True),
        "zone": zone.key.replace("_", " "),
        "address": person.email,
        "next_digest": next_digest(clock.now(), zone, times_of(person)),
        "shell_page": "ui/desk.html" if works_here else "ui/portal.html",
        "title": _("What you hear"),
    }
    return render(request, "notices/preferences.html", context)
