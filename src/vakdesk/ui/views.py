"""Assets, preferences, commands and search: what the shell itself answers."""

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from vakdesk.search.find import everywhere, find
from vakdesk.search.registry import Hit
from vakdesk.ui import assets, preferences
from vakdesk.ui.answers import go, in_dialog, safe_next
from vakdesk.ui.shell import Shell

HITS = 25


@login_not_required
@require_safe
@csp_exempt()  # a sheet or a module is no page: the policy of the page that asks for it holds
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A style sheet, sprite or behaviour. An old digest gets today's content, for a page opened before an upgrade."""
    found = assets.all_assets().get(name)
    if found is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.body, content_type=f"{found.content_type}; charset=utf-8")
    response["Vary"] = "Accept-Encoding"
    if packed:
        response["Content-Encoding"] = "gzip"
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone put the desk on its home screen."""
    icon = {"src": reverse("ui:asset", args=[assets.digest(), "favicon.svg"]), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": "Vakdesk",
            "short_name": "Vakdesk",
            "start_url": "/",
            "display": "standalone",
            "background_color": "#f7f6f3",
            "theme_color": "#2353a3",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_safe
@csp_exempt()
@cache_control(public=True, max_age=24 * 3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """The brand mark, where a browser looks for it beside what is no page."""
    return HttpResponse(assets.all_assets()["favicon.svg"].body, content_type="image/svg+xml")


@login_not_required
@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Takes over the choices posted (theme, density, navigation, shortcuts, language) and goes back."""
    response = HttpResponse(status=204) if request.headers.get("X-Quiet") else go(request, safe_next(request, "/"))
    chosen = {name: value for name, value in request.POST.items() if value in preferences.CHOICES.get(name, ())}
    preferences.keep(response, preferences.of(request).with_choices(chosen), chosen.get("language", ""))
    for name, value in chosen.items():
        for keeper in preferences.keepers:
            keeper(request, name, value)
    return response


@require_safe
def commands(request: HttpRequest) -> HttpResponse:
    """Everything that can be done from anywhere: the palette's list, and a page of its own without script."""
    return render(request, "ui/_commands.html" if request.headers.get("X-Part") else "ui/commands.html", {"title": _("Commands")})


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    """The keys: in the dialog behind "?", and as a page for those without script."""
    closes = in_dialog(request)
    return render(request, "ui/shortcuts.html", {"base": "ui/part.html" if closes else Shell(request).base, "closes": closes})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What "/" finds: a few of each kind while one types, all records that answer on the page."""
    text = request.GET.get("q", "")[:200]
    if request.headers.get("X-Part") == "found":
        sections = [(section.label, [(hit, address_of(hit)) for hit in section.hits]) for section in everywhere(request.actor, text)]
        return render(request, "ui/_found.html", {"sections": sections})
    start = int(request.GET["from"]) if request.GET.get("from", "").isdecimal() and len(request.GET["from"]) < 6 else 0
    results = find(request.actor, text, limit=HITS, offset=start)
    others = [section for section in everywhere(request.actor, text) if section.name != "records"] if start == 0 else []
    context = {
        "search_text": text,
        "results": results,
        "hits": [(hit, address_of(hit)) for hit in results.hits],
        "others": [(section.label, [(hit, address_of(hit)) for hit in section.hits]) for section in others],
        "more_from": start + HITS if results.total > start + HITS else None,
    }
    return render(request, "ui/search.html", context)


def address_of(hit: Hit) -> str:
    """Where a hit opens: a record at the page its type names."""
    return reverse(hit.record.declared.url_name, args=[hit.record.reference]) if hit.record else hit.url
