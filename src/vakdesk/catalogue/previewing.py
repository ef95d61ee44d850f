"""The draft of a form as somebody fills it in, for whoever arranges it. Nothing of it is kept."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from vakdesk.access.actors import Actor
from vakdesk.catalogue.answers import begun_with, name_of, understood
from vakdesk.catalogue.fields import Answer, Field, asked, pages
from vakdesk.catalogue.forms.answering import AnswersForm
from vakdesk.catalogue.forms.arranging import AsForm
from vakdesk.catalogue.kinds import FieldKind
from vakdesk.catalogue.models import Offering
from vakdesk.catalogue.showing import price_of, takes
from vakdesk.kit.errors import Refused
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person


@dataclass
class Preview:
    """As the person whom the address names (`as_person`), else as whoever looks. What they answered is in the address too."""

    offering: Offering
    request: HttpRequest

    @cached_property
    def chooser(self) -> AsForm:
        given = {"person": self.request.GET["person"]} if self.request.GET.get("person") else None
        return AsForm(given, actor=self.request.actor)  # type: ignore[attr-defined]

    @cached_property
    def person(self) -> Person | None:
        """The one who was chosen."""
        return self.chooser.whom() if self.chooser.is_bound else None

    @cached_property
    def actor(self) -> Actor:
        return actor_for(self.person) if self.person else self.request.actor  # type: ignore[attr-defined]

    @property
    def may_ask(self) -> bool:
        """Whether the chosen one finds it in the catalogue, once it is published."""
        return (
            self.person is None or self.offering.for_everyone or Offering.objects.for_asker(self.actor).filter(pk=self.offering.pk).exists()
        )

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """As far as they can be understood; before anything is answered, what the fields begin with."""
        fields, words = self.offering.fields, self.request.GET
        given: dict[str, Answer] = {
            one.key: words.getlist(name_of(one)) if one.kind == FieldKind.CHOICES else words[name_of(one)]
            for one in fields
            if name_of(one) in words
        }
        given |= {
            one.key: [words.get(f"{name_of(one)}_from", ""), words.get(f"{name_of(one)}_until", "")]
            for one in fields
            if f"{name_of(one)}_from" in words
        }
        if "answered" not in words:
            person = self.person or Person.objects.select_related("organisation").get(pk=self.actor.person_id)
            given = begun_with(fields, person, {}, {})
        return {one.key: self._understood(one, given[one.key]) for one in fields if one.key in given}

    def _understood(self, field: Field, raw: Answer) -> Answer:
        try:
            return understood(field, raw, self.actor)
        except Refused:
            return raw if isinstance(raw, str) and field.kind not in (FieldKind.DATES, FieldKind.CHOICES) else ""

    @property
    def promise(self) -> str:
        """What it costs and how long it takes."""
        return " · ".join(str(one) for one in (price_of(self.offering), takes(self.offering)) if one)

    @cached_property
    def parts(self) -> list[tuple[Field | None, AnswersForm]]:
        """Each page: its heading and its form."""
        found = pages(self.offering.fields, self.answers, one_at_a_time=False)
        return [
            (page.head, AnswersForm(actor=self.actor, fields=page.fields, answers=self.answers, auto_id="preview_%s")) for page in found
        ]

    @property
    def hidden(self) -> int:
        """How many fields wait for an answer."""
        return len(self.offering.fields) - len(asked(self.offering.fields, self.answers))
