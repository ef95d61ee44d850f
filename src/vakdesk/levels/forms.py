"""Forms for calendars, agreements and deviations."""

from collections.abc import Iterable
from typing import Any

import holidays
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.levels.actions.agreements import Wanted, seconds_from
from vakdesk.levels.actions.calendars import WEEKDAYS
from vakdesk.levels.calendars import spans_in_words
from vakdesk.levels.kinds import AGREED_WITH, WARN_AT, AgreementKind, Measure, Responsibility
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, CalendarVersion, Deviation
from vakdesk.levels.permissions import ARRANGE
from vakdesk.levels.plans import FOR_CLIENTS, the_plan
from vakdesk.levels.trying import MONTHS
from vakdesk.people.models import Organisation, Team
from vakdesk.services.models import Service
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.forms import DateInput, Form, RadioCards, TextField

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
#: As many targets beside the table as one form offers at once; saving offers as many again.
MORE_TARGETS = 4


def _today() -> Any:
    return timezone.localdate()


class CalendarForm(Form):
    """Cleans to what `add_calendar` and `change_calendar` take."""

    name = TextField(label=_("Name"), max_length=80, help_text=_("Such as “Office hours” or “24 × 7”."))
    starts_on = forms.DateField(
        label=_("Applies from"),
        widget=DateInput(),
        help_text=_("Clocks count days before today by it only after they are recounted."),
    )
    zone = TextField(label=_("Time zone"), max_length=40, widget=forms.TextInput(attrs={"list": "zones"}))
    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    subdivision = TextField(label=_("Region"), required=False, max_length=10, help_text=_("Where holidays differ by region; else empty."))
    closing_days = TextField(label=_("Own closing days"), required=False, rows=4, help_text=_("One per line: 2026-12-24 Christmas break."))
    note = TextField(label=_("Why this version"), required=False)

    def __init__(self, *args: Any, thing: CalendarVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = sorted(holidays.list_supported_countries())
        self.fields["country"].choices = [("", _("none")), *((code, code) for code in countries)]  # type: ignore[attr-defined]
        week = thing.week if thing else [[[30600, 45000], [46800, 61200]]] * 5 + [[], []]
        days = {
            name: TextField(label=label, required=False, max_length=120, initial=spans_in_words(spans))
            for name, label, spans in zip(WEEKDAYS, DAYS, week, strict=True)
        }
        fields = self.fields
        self.fields = (
            {name: fields[name] for name in ("name", "starts_on", "zone")}
            | days
            | {name: fields[name] for name in ("country", "subdivision", "closing_days", "note")}
        )
        self.fields["monday"].help_text = _("Hours as 8:30-12:30, 13:00-17:00; empty for a free day; 0:00-24:00 for the whole day.")
        self.initial = {"starts_on": _today(), "zone": settings.TIME_ZONE, "country": settings.HOLIDAYS_OF} | self.initial
        if thing is not None:
            del self.fields["name"]
            closing = "\n".join(f"{day} {name}".strip() for day, name in thing.closing_days if day >= _today().isoformat())
            given = {"zone": thing.zone, "country": thing.country, "subdivision": thing.subdivision, "closing_days": closing}
            self.initial |= given

    @property
    def zones(self) -> list[str]:
        return sorted(clock.zones())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return given | {"days": [given.pop(name, "") for name in WEEKDAYS]}


class AgreementForm(Form):
    """With whom, for whom, by which calendar; and a table of targets per priority, with exceptions per kind and service below."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        widget=RadioCards,
        choices=[(kind.value, format_lazy("{}. {}", kind.label, AGREED_WITH[kind])) for kind in AgreementKind],
        initial=AgreementKind.SLA,
    )
    name = TextField(label=_("Name"), max_length=120)
    organisation = forms.ModelChoiceField(Organisation.objects.active(), label=_("Client"), required=False)
    service = forms.ModelChoiceField(Service.objects.active(), label=_("Service"), required=False, empty_label=_("every service"))
    team = forms.ModelChoiceField(
        Team.objects.active(), label=_("Team"), required=False, empty_label=_("Choose…"), help_text=_("For an operational agreement.")
    )
    supplier = forms.ModelChoiceField(
        Supplier.objects.active(),
        label=_("Supplier"),
        required=False,
        empty_label=_("Choose…"),
        help_text=_("For an underpinning contract."),
    )
    calendar = forms.ModelChoiceField(Calendar.objects.active(), label=_("Counts by"), empty_label=_("Choose…"))
    starts_on = forms.DateField(label=_("For what begins from"), widget=DateInput(), required=False)
    holds_for = forms.MultipleChoiceField(
        label=_("Holds while we wait for"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("A legal term is never held.")
    )
    warn_at = TextField(label=_("Warn at (%)"), required=False, max_length=40, initial=", ".join(str(one) for one in WARN_AT))
    falls_back_to = forms.ModelChoiceField(
        Agreement.objects.filter(ended_on=None),
        label=_("Falls back to"),
        required=False,
        empty_label=_("nothing"),
        help_text=_("Whose targets hold for what this one says nothing about."),
    )
    note = TextField(label=_("Note"), required=False)

    OF_THE_AGREEMENT = ("kind", "name", "organisation", "service", "team", "supplier")

    def __init__(self, *args: Any, thing: AgreementVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = the_plan()
        self.fields["organisation"].empty_label = _("every client") if self._may(Agreement()) else _("Choose…")  # type: ignore[attr-defined]
        self.fields["holds_for"].choices = plan.waits.choices  # type: ignore[attr-defined]
        self.initial = {"starts_on": _today(), "holds_for": list(plan.default_holds)} | self.initial
        if thing is not None:
            self._of(thing)
        self.rows = [(value, label) for value, label in [*plan.priorities.choices, (0, _("whatever priority"))]]
        only_resolution = thing is not None and thing.agreement.kind not in FOR_CLIENTS
        self.measures = [Measure.RESOLUTION] if only_resolution else list(Measure)
        self._add_targets(thing)

    def _of(self, thing: AgreementVersion) -> None:
        for name in self.OF_THE_AGREEMENT:
            del self.fields[name]
        if thing.agreement.kind == AgreementKind.LEGAL:
            del self.fields["holds_for"]
        self.initial |= {
            "calendar": thing.calendar_id,
            "holds_for": thing.holds_for,
            "warn_at": ", ".join(str(one) for one in thing.warn_at),
            "falls_back_to": thing.falls_back_to_id,
        }

    def _add_targets(self, thing: AgreementVersion | None) -> None:
        held = list(thing.targets.all()) if thing else []
        plain = {(one.measure, one.priority or 0): one.seconds for one in held if not one.kind and one.service_id is None}
        others = [one for one in held if one.kind or one.service_id is not None]
        self.table: list[tuple[Any, list[str]]] = []
        for priority, label in self.rows:
            names = []
            for measure in self.measures:
                name = f"target-{measure}-{priority}"
                told = f"{Measure(measure).label}, {label}"
                self.fields[name] = TextField(label=told, required=False, max_length=20, initial=_length(plain.get((measure, priority))))
                names.append(name)
            self.table.append((label, names))
        self.exceptions: list[list[str]] = []
        assert self.actor is not None
        plan, services = the_plan(), Service.objects.visible_to(self.actor).active()
        anything = [("", _("any"))]
        for number in range(len(others) + MORE_TARGETS):
            one = others[number] if number < len(others) else None
            fields = {
                f"more-{number}-measure": forms.ChoiceField(
                    label=_("Measure"),
                    required=False,
                    choices=[(one.value, one.label) for one in self.measures],
                    initial=one and one.measure,
                ),
                f"more-{number}-kind": forms.ChoiceField(
                    label=_("Kind"), required=False, choices=[*anything, *plan.kinds.choices], initial=one and one.kind
                ),
                f"more-{number}-priority": forms.ChoiceField(
                    label=_("Priority"), required=False, choices=[*anything, *plan.priorities.choices], initial=one and one.priority
                ),
                f"more-{number}-service": forms.ModelChoiceField(
                    services,
                    label=_("Service"),
                    required=False,
                    empty_label=_("any"),
                    initial=one and one.service_id,
                ),
                f"more-{number}-time": TextField(
                    label=_("Time"), required=False, max_length=20, initial=_length(one.seconds if one else None)
                ),
            }
            self.fields |= fields
            self.exceptions.append(list(fields))

    def target_rows(self) -> Iterable[tuple[Any, list[Any]]]:
        return [(label, [self[name] for name in names]) for label, names in self.table]

    def exception_rows(self) -> list[list[Any]]:
        return [[self[name] for name in names] for names in self.exceptions]

    @property
    def own_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith(("target-", "more-"))]

    def clean_warn_at(self) -> list[int]:
        words = [one.strip(" %") for one in self.cleaned_data["warn_at"].replace(";", ",").split(",") if one.strip()]
        if not all(one.isdecimal() for one in words):
            raise forms.ValidationError(_("Write percentages such as 50, 75."))
        return [int(one) for one in words]

    def _may(self, agreement: Agreement) -> bool:
        return self.actor is not None and self.actor.may(ARRANGE, agreement)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "organisation" in self.fields and not self._may(Agreement(organisation=given.get("organisation"), team=given.get("team"))):
            self.add_error("organisation", _("You arrange agreements for some clients only. Choose one of them."))
        targets = [*self._from_table(given), *self._from_exceptions(given)]
        own = {name: value for name, value in given.items() if not name.startswith(("target-", "more-"))}
        return own | {"targets": targets}

    def _from_table(self, given: dict[str, Any]) -> Iterable[Wanted]:
        for (priority, _label), (_words, names) in zip(self.rows, self.table, strict=True):
            for measure, name in zip(self.measures, names, strict=True):
                if (seconds := self._seconds(given.get(name, ""), name)) is not None:
                    yield Wanted(measure, seconds, priority=priority or None)

    def _from_exceptions(self, given: dict[str, Any]) -> Iterable[Wanted]:
        for names in self.exceptions:
            measure, kind, priority, service, time = (given.get(name) for name in names)
            if time and (seconds := self._seconds(time, names[-1])) is not None:
                yield Wanted(measure or Measure.RESOLUTION, seconds, kind or "", int(priority) if priority else None, service)

    def _seconds(self, text: str, field: str) -> int | None:
        if not text.strip():
            return None
        try:
            return seconds_from(text, field=field)
        except Refused as refusal:
            self.add_error(field, str(refusal.sentence))
            return None


def _length(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours, minutes = divmod(seconds // 60, 60)
    return " ".join(filter(None, [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]))


def _months() -> list[tuple[int, str]]:
    return [(number, ngettext("the last month", "the last %(count)d months", number) % {"count": number}) for number in MONTHS]


class TryForm(Form):
    months = forms.TypedChoiceField(label=_("Try it on"), required=False, choices=_months, coerce=int, empty_value=None)


class EndForm(Form):
    on = forms.DateField(label=_("Last day"), widget=DateInput(), initial=_today)


class WhyForm(Form):
    why = TextField(label=_("Why"), max_length=500)


class DeviationForm(Form):
    cause = TextField(label=_("Cause"), max_length=500, rows=2)
    responsibility = forms.ChoiceField(label=_("Whose doing"), choices=Responsibility.choices)
    avoidable = forms.TypedChoiceField(
        label=_("Could it have been avoided?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    improvement = TextField(
        label=_("What we propose"), required=False, max_length=500, rows=2, help_text=_("It stands in the monthly report.")
    )

    def __init__(self, *args: Any, thing: Deviation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        avoidable = {True: "yes", False: "no"}.get(thing.avoidable) if thing.avoidable is not None else None
        self.initial = {
            "cause": thing.cause,
            "responsibility": thing.responsibility,
            "avoidable": avoidable,
            "improvement": thing.improvement,
        }
