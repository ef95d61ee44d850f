"""Whom a visitor of the demo can be, with one click and without a password."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Sentence
from vakdesk.people.models import Person


@dataclass(frozen=True)
class Part:
    """`language` is set for who is there to show that language; the others speak the visitor's."""

    key: str
    role: Sentence
    shows: Sentence
    icon: str
    language: str = ""

    @property
    def person(self) -> Person:
        return Person.objects.select_related("organisation").get(external_id=f"demo-{self.key}")


CAST = {
    part.key: part
    for part in (
        Part(
            "bo",
            _("Requester"),
            _("A teacher with a broken laptop and no patience: reports, answers, confirms."),
            icon="message-circle-question-mark",
        ),
        Part(
            "tia",
            _("Trainee"),
            _("Second-year student on the service desk: the same desk, with a hint at each step."),
            icon="graduation-cap",
        ),
        Part("ada", _("Agent"), _("Has forty things open and does them by keyboard."), icon="headset"),
        Part("dee", _("Team lead"), _("Plans the day and answers the complaints."), icon="users"),
        Part("karel", _("Coach"), _("Reads along with the trainees and releases what they write; does not do the work."), icon="compass"),
        Part("eli", _("Auditor"), _("Reads what happened and checks that the logbook is whole; changes nothing."), icon="scan-search"),
        Part("ann", _("Administrator"), _("People, teams, roles, categories, jobs, health."), icon="settings"),
        Part("sander", _("2nd line"), _("Systems: what the service desk hands over."), icon="server"),
        Part("ruud", _("3rd line"), _("Network and suppliers: where the hardest ones end."), icon="network"),
        Part("pim", _("Privacy officer"), _("Erases what must not be kept, without breaking the logbook."), icon="shield-check"),
        Part("maarja", _("Requester, Estonia"), _("Plans lorries at Hansa Logistics, in Estonian."), icon="truck", language="et"),
        Part(
            "andres",
            _("Client's contact"),
            _("May read all reports of his firm, and nothing of anybody else."),
            "building-2",
            language="et",
        ),
    )
}
