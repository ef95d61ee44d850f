"""Lists: the instructions there are, and the register of who was instructed about what."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.instructions.kinds import NOT_YET, STAGE_TONES, TONES, Progress, Stage
from vakdesk.instructions.models import Giving
from vakdesk.instructions.permissions import GIVE, WRITE
from vakdesk.people.models import Organisation, Team
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Bulk, Choice, Column, Empty, ListPage, Sort, Text, View


class Instructions(ListPage):
    name = "instructions"
    heading = gettext_lazy("Instructions")
    intro = gettext_lazy("How people learn to do it themselves, and who was instructed about what.")
    template = "instructions/instructions.html"
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference, kind="reference", link=True),
        Column("title", gettext_lazy("Title"), lambda row: row.title, main=True, link=True, sort="record__title"),
        Column("role", gettext_lazy("For whom"), lambda row: row.content.role),
        Column("level", gettext_lazy("Level"), lambda row: row.content.level),
        Column("language", gettext_lazy("Language"), lambda row: row.record.language),
        Column(
            "stage",
            gettext_lazy("Stage"),
            lambda row: row.get_stage_display(),
            cell=lambda row, ctx: pill(row.get_stage_display(), STAGE_TONES[Stage(row.stage)]),
        ),
        Column("edition", gettext_lazy("Edition"), lambda row: row.current.number if row.current else "", kind="number"),
        Column("instructed", gettext_lazy("Instructed"), lambda row: row.instructed, kind="number"),
        Column("waiting", gettext_lazy("Not yet"), lambda row: row.waiting, kind="number"),
    )
    sorts = (
        Sort("newest", gettext_lazy("Changed last"), ("-record__changed_at", "-pk")),
        Sort("title", gettext_lazy("Title"), ("record__title", "pk")),
    )
    views = (
        View("all", gettext_lazy("All"), lambda rows, actor: rows, counted=False),
        View("published", gettext_lazy("Published"), lambda rows, actor: rows.published()),
        View("review", gettext_lazy("In review"), lambda rows, actor: rows.filter(stage=Stage.REVIEW)),
        View("draft", gettext_lazy("Drafts"), lambda rows, actor: rows.filter(stage=Stage.DRAFT)),
    )
    filters = (Text("words", gettext_lazy("Words"), lambda rows, text: rows.filter(record__title__icontains=text)),)
    empty = Empty(
        gettext_lazy("No instructions yet"),
        gettext_lazy("An instruction tells step by step how one does something, with pictures, and remembers who followed it."),
        "graduation-cap",
        gettext_lazy("Write an instruction"),
        lambda: reverse("instructions:add"),
        WRITE,
    )


def _teams(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Team.objects.visible_to(actor).active()]


def _organisations(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in Organisation.objects.visible_to(actor).active()]


def _how(row: Giving) -> str:
    if row.was_present:
        return _("Instructed orally")
    return str(row.get_progress_display())


def _worked(row: Giving) -> str:
    return "" if row.worked is None else _("yes") if row.worked else _("no")


class Register(ListPage):
    """Who was instructed about what, and who not yet: by person, by instruction, by team or organisation."""

    name = "instructed"
    heading = gettext_lazy("Who was instructed")
    template = "instructions/register.html"
    columns = (
        Column("person", gettext_lazy("Person"), lambda row: row.person.name, main=True, sort="person__folded"),
        Column("organisation", gettext_lazy("Organisation"), lambda row: row.person.organisation),
        Column("reference", gettext_lazy("Number"), lambda row: row.instruction.reference, kind="reference", link=True),
        Column("title", gettext_lazy("Instruction"), lambda row: row.edition.title),
        Column("edition", gettext_lazy("Edition"), lambda row: row.edition.number, kind="number"),
        Column(
            "progress",
            gettext_lazy("State"),
            _how,
            cell=lambda row, ctx: pill(_how(row), TONES[Progress(row.progress)]),
        ),
        Column("given_at", gettext_lazy("Given"), lambda row: row.given_at, sort="given_at"),
        Column("instructed_at", gettext_lazy("Instructed on"), lambda row: row.instructed_at),
        Column("worked", gettext_lazy("It worked"), _worked),
        Column("record", gettext_lazy("Ticket"), lambda row: row.record.reference if row.record else ""),
        Column("reminded_at", gettext_lazy("Reminded"), lambda row: row.reminded_at),
    )
    sorts = (
        Sort("newest", gettext_lazy("Newest"), ("-given_at", "-pk")),
        Sort("person", gettext_lazy("Person"), ("person__folded", "pk")),
    )
    views = (
        View("waiting", gettext_lazy("Not yet"), lambda rows, actor: rows.filter(progress__in=NOT_YET), sort="person"),
        View("instructed", gettext_lazy("Instructed"), lambda rows, actor: rows.filter(progress=Progress.INSTRUCTED)),
        View("failed", gettext_lazy("Did not work"), lambda rows, actor: rows.filter(worked=False)),
        View("all", gettext_lazy("All"), lambda rows, actor: rows, counted=False),
    )
    filters = (
        Text("person", gettext_lazy("Person"), lambda rows, text: rows.filter(person__folded__icontains=text.lower())),
        Text(
            "instruction",
            gettext_lazy("Number of an instruction"),
            lambda rows, text: rows.filter(instruction__record__reference=text.upper()),
        ),
        Choice("team", gettext_lazy("Team"), _teams, field="person__teams", offers=("team",)),
        Choice("organisation", gettext_lazy("Organisation"), _organisations, field="person__organisation", offers=("organisation",)),
    )
    bulk = (Bulk("remind", gettext_lazy("Remind"), lambda: reverse("instructions:remind_many"), "bell", GIVE),)
    empty = Empty(
        gettext_lazy("Nobody here"),
        gettext_lazy("Give an instruction to somebody, or record an oral session: both are listed here until everybody was instructed."),
        "graduation-cap",
    )

    def address(self, row: Giving) -> str:
        return row.instruction.get_absolute_url()
