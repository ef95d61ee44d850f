"""For coaches and trainees: what a standard asks, what in a desk speaks to it, and what is doubtful in its print."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.standards import actions, crosswalk, outlines
from vakdesk.standards import succession as succeeding
from vakdesk.standards.forms import ImportForm, ReasonForm, SettleForm
from vakdesk.standards.kinds import ActivityKind
from vakdesk.standards.models import Finding, Framework, Node, NodeLink
from vakdesk.standards.permissions import IMPORT, SEE, SETTLE
from vakdesk.standards.trees import Branch, level_words, of_framework, of_outline, to_come
from vakdesk.standards.validity import Validity, validity
from vakdesk.ui.answers import adding, allow, ask, carry_out

TONES = {ActivityKind.DERIVABLE: "good", ActivityKind.JUDGED: "accent", ActivityKind.OBSERVED: "warn"}
CARRIED = {succeeding.Carries.WHOLE: "good", succeeding.Carries.PARTLY: "warn", succeeding.Carries.LACKING: "bad"}


@dataclass(frozen=True)
class Shelved:
    """A standard on the shelf: its newest text here or, without one, what we ship of it."""

    outline: outlines.Outline
    framework: Framework | None
    earlier: list[Framework]

    @property
    def name(self) -> str:
        return outlines.SHORT_NAMES[self.outline.key]

    @property
    def validity(self) -> Validity:
        return validity(self.framework or self.outline)

    @property
    def levels(self) -> list[str]:
        return [level_words(level) for level in self.outline.levels]

    @property
    def counts(self) -> list[tuple[str, int]]:
        return of_outline(self.outline).counts

    @property
    def url(self) -> str:
        return self.framework.get_absolute_url() if self.framework else reverse("standards:outline", args=[self.outline.key])


def frameworks(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    here: dict[str, list[Framework]] = {}
    for one in Framework.objects.visible_to(request.actor).counted():
        here.setdefault(one.key, []).append(one)
    shelf = []
    for key, shipped in outlines.outlines().items():
        newest, *earlier = here.get(key) or [None]
        shelf.append(Shelved(shipped, newest, [one for one in earlier if one]))
    add = adding(request, IMPORT, "standards:import_framework", Framework())
    return render(request, "standards/frameworks.html", {"title": _("Standards"), "shelf": shelf, "add": add})


def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """Its text as it was brought in here."""
    shown = _find(request, pk)
    later = Framework.objects.visible_to(request.actor).filter(key=shown.key, number__gt=shown.number).first()
    return render(
        request,
        "standards/framework.html",
        {
            "title": shown.name,
            "standard": shown,
            "framework": shown,
            "later": later,
            "levels": [level_words(level) for level in shown.levels],
            "validity": validity(shown),
            "tree": of_framework(shown),
            "unsettled": shown.findings.filter(settled_at=None).count(),
            "lines": lines(Entry.objects.about(shown)),  # anyone: who reads the standard sees what was settled in it
        },
    )


def outline(request: HttpRequest, key: str) -> HttpResponse:
    """What we ship of a standard whose text is not here."""
    allow(request, SEE)
    shown = outlines.outlines().get(key)
    if shown is None:
        raise Http404
    return render(
        request,
        "standards/framework.html",
        {
            "title": shown.name,
            "standard": shown,
            "levels": [level_words(level) for level in shown.levels],
            "validity": validity(shown),
            "tree": of_outline(shown),
            "to_come": to_come(shown),
            "add": adding(request, IMPORT, "standards:import_framework", Framework()),
        },
    )


def import_framework(request: HttpRequest) -> HttpResponse:
    allow(request, IMPORT, Framework())
    intro = _(
        "Choose the text as its publisher gives it. What looks wrong in it is listed for a person to settle; nothing is mended in silence."
    )
    page = partial(ask, request, title=_("Bring in a standard"), submit=_("Bring it in"), back=reverse("standards:frameworks"), intro=intro)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, actor=request.actor)
        return carry_out(
            request, form, actions.import_framework, then=lambda brought: brought.get_absolute_url(), page=page, said=_("It is here.")
        )
    return page(ImportForm(actor=request.actor))


def findings(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    found = list(Finding.objects.visible_to(request.actor).filter(framework=shown).select_related("node", "settled_by"))
    context = {"title": _("What looks wrong"), "framework": shown, "waiting": [one for one in found if not one.settled_at]}
    return render(request, "standards/findings.html", {**context, "settled": [one for one in found if one.settled_at]})


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, SEE)
    finding = get_object_or_404(Finding.objects.visible_to(request.actor).select_related("framework", "node"), pk=pk)
    allow(request, SETTLE, finding.framework)
    back = reverse("standards:findings", args=[finding.framework_id])
    page = partial(ask, request, title=_("Settle it"), submit=_("Settle"), back=back, subject=str(finding), intro=finding.found)
    alike = finding.framework.findings.filter(what=finding.what, settled_at=None).count()
    if request.method == "POST":
        form = SettleForm(request.POST, actor=request.actor, alike=alike)
        return carry_out(request, form, actions.settle, finding, then=back, page=page, said=_("Settled."))
    return page(SettleForm(actor=request.actor, alike=alike))


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, SEE)
    link = get_object_or_404(NodeLink.objects.visible_to(request.actor).select_related("framework", "source"), pk=pk)
    allow(request, SETTLE, link.framework)
    back = link.framework.get_absolute_url()
    intro = _("Your name stands beside it wherever it is used.")
    page = partial(ask, request, title=_("Confirm it"), submit=_("Confirm"), back=back, subject=str(link), intro=intro)
    if request.method == "POST":
        return carry_out(
            request, ReasonForm(request.POST, actor=request.actor), actions.confirm, link, then=back, page=page, said=_("Confirmed.")
        )
    return page(ReasonForm(actor=request.actor))


def activities(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = [(one, _kinds(one), [len(one.nodes[key]) for key in outlines.KEYS]) for one in crosswalk.activities().values()]
    names = [outlines.SHORT_NAMES[key] for key in outlines.KEYS]
    return render(request, "standards/activities.html", {"title": _("What work speaks to"), "rows": rows, "names": names})


def activity(request: HttpRequest, code: str) -> HttpResponse:
    """What one activity of a desk speaks to in all five standards, with the official words where they are here."""
    allow(request, SEE)
    shown = crosswalk.activities().get(code)
    if shown is None:
        raise Http404
    newest = {one.key: one for one in Framework.objects.visible_to(request.actor).newest()}
    asked = [code for codes in shown.nodes.values() for code in codes]
    texts = {
        (node.framework_id, node.code): node.text
        for node in Node.objects.visible_to(request.actor).filter(framework__in=newest.values(), code__in=asked)
    }
    standards = []
    for key in outlines.KEYS:
        shipped, brought = outlines.outlines()[key], newest.get(key)
        parts = [part for code in shown.nodes[key] if (part := shipped.part(code))]
        nodes = [
            Branch(
                kind=part.kind,
                code=part.code,
                title=part.title,
                gist=part.gist,
                text=texts.get((brought.pk, part.code), "") if brought else "",
            )  # type: ignore[arg-type]
            for part in parts
        ]
        url = brought.get_absolute_url() if brought else reverse("standards:outline", args=[key])
        standards.append((outlines.SHORT_NAMES[key], shipped, url, nodes))
    return render(
        request,
        "standards/activity.html",
        {"title": str(shown), "activity": shown, "kinds": _kinds(shown), "standards": standards},
    )


def succession(request: HttpRequest) -> HttpResponse:
    """From 23244 to 27016: what evidence carries over, chosen by its reader; without a choice all of it is held."""
    allow(request, SEE)
    chain = succeeding.from_23244()
    asked = [part for part in chain.older.parts if part.kind == "behaviour"]
    known = {part.code for part in asked}
    held = (set(request.GET.getlist("held")) & known) if "chosen" in request.GET else known
    steps = chain.steps(held)
    counts = succeeding.counted(steps)
    groups: dict[str, list[tuple[succeeding.Step, str]]] = {}
    for step in steps:
        groups.setdefault(step.part.parent, []).append((step, CARRIED[step.carries]))
    choices: dict[str, list[tuple[outlines.Part, bool]]] = {}
    for part in asked:
        choices.setdefault(part.parent, []).append((part, part.code in held))
    return render(
        request,
        "standards/succession.html",
        {
            "title": _("From 23244 to 27016"),
            "chain": chain,
            "figures": [(carries, counts[carries], CARRIED[carries]) for carries in succeeding.Carries],
            "groups": [(chain.newer.part(code), rows) for code, rows in groups.items()],
            "choices": [(chain.older.part(code), rows) for code, rows in choices.items()],
            "held": len(held),
            "all": len(known),
            "dropped": chain.dropped(),
        },
    )


def _find(request: HttpRequest, pk: int) -> Framework:
    allow(request, SEE)
    return get_object_or_404(Framework.objects.visible_to(request.actor), pk=pk)


def _kinds(one: crosswalk.Activity) -> list[tuple[ActivityKind, str]]:
    return [(kind, TONES[kind]) for kind in one.kinds]
