"""Forms for writing instructions, for giving them, and for the last page of one that is followed."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.instructions.content import LONGEST_STEP, Question
from vakdesk.instructions.kinds import Experience, Level
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.instructions.risks import risks
from vakdesk.kit.errors import Refused
from vakdesk.people.fields import PersonField, find_people, label_of
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.models import Record
from vakdesk.records.store import Staged, stage
from vakdesk.ui.forms import Checks, Form, MomentField, Segments, TextField


class LinesField(TextField):
    """One thing on each line, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=3, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class StagedFileField(forms.FileField):
    """One file, in the store when the form is clean."""

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Staged | None:  # type: ignore[override]
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return stage(file.name or "", file.chunks())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None


class WordsForm(Form):
    """Everything around the steps."""

    title = TextField(label=gettext_lazy("Title"), help_text=gettext_lazy("What one does, as one would say it: “Connect to the Wi-Fi”."))
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=settings.LANGUAGES, widget=Segments)
    goal = TextField(label=gettext_lazy("Goal"), rows=2, required=False, help_text=gettext_lazy("What can the reader do afterwards?"))
    role = TextField(
        label=gettext_lazy("For whom"), max_length=80, required=False, help_text=gettext_lazy("Such as: teachers, new colleagues.")
    )
    level = forms.ChoiceField(label=gettext_lazy("Language level they read"), choices=Level.choices, initial=Level.B1)
    experience = forms.ChoiceField(
        label=gettext_lazy("They work with computers"), choices=Experience.choices, initial=Experience.SOME, widget=Segments
    )
    device = TextField(
        label=gettext_lazy("Device"), max_length=80, required=False, help_text=gettext_lazy("Such as: any laptop with Windows.")
    )
    needs = LinesField(label=gettext_lazy("What one needs"), help_text=gettext_lazy("One thing on each line."))
    risks = forms.MultipleChoiceField(
        label=gettext_lazy("Risks that apply"),
        choices=lambda: [(one.key, str(one)) for one in risks().values()],
        widget=Checks,
        required=False,
        help_text=gettext_lazy("Their safety measures are shown to the reader."),
    )
    measures = LinesField(label=gettext_lazy("Other safety measures"), help_text=gettext_lazy("One on each line."))
    check = TextField(label=gettext_lazy("How one checks that it worked"), rows=2, required=False)
    help = TextField(label=gettext_lazy("Where one gets help"), rows=2, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(), label=gettext_lazy("For people of"), required=False, empty_label=gettext_lazy("everybody")
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Anybody of them finds it in the portal"),
        required=False,
        help_text=gettext_lazy("Otherwise only those to whom it is given read it."),
    )

    def __init__(self, *args: Any, instruction: Instruction | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if instruction is not None:
            record, content = instruction.record, instruction.content.as_data()
            words = {name: content[name] for name in self.fields if name in content}
            place = {
                "title": record.title,
                "language": record.language,
                "organisation": record.organisation_id,
                "is_open": instruction.is_open,
            }
            self.initial = {**words, **place, **self.initial}


class StepForm(Form):
    text = TextField(label=gettext_lazy("What is to be done"), rows=4, max_length=LONGEST_STEP)
    picture = StagedFileField(label=gettext_lazy("Picture"), required=False, help_text=gettext_lazy("PNG, JPEG, GIF or WebP."))
    alt = TextField(
        label=gettext_lazy("The picture in words"), required=False, max_length=300, help_text=gettext_lazy("For whoever cannot see it.")
    )
    video = StagedFileField(label=gettext_lazy("Short video"), required=False, help_text=gettext_lazy("MP4."))
    captions = StagedFileField(
        label=gettext_lazy("Captions of the video"), required=False, help_text=gettext_lazy("WebVTT (.vtt), for whoever cannot hear it.")
    )


class EditStepForm(StepForm):
    without_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)
    without_video = forms.BooleanField(label=gettext_lazy("Take the video away"), required=False)

    def __init__(self, *args: Any, instruction: Instruction, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step = instruction.content.step(key)
        self.initial = {"text": step.text, "alt": step.alt, **self.initial}
        if step.picture is None:
            del self.fields["without_picture"]
        if step.video is None:
            del self.fields["without_video"]


class QuestionForm(Form):
    words = TextField(label=gettext_lazy("Question"), max_length=300)
    choices = LinesField(
        label=gettext_lazy("Answers to choose from"), help_text=gettext_lazy("One on each line, the right one among them.")
    )
    right = forms.IntegerField(label=gettext_lazy("The right one is line"), min_value=1, max_value=12, initial=1)
    why = TextField(
        label=gettext_lazy("Why it is right"), max_length=500, help_text=gettext_lazy("Whoever chooses another answer reads it.")
    )

    def clean_right(self) -> int:
        return int(self.cleaned_data["right"]) - 1


class PlainForm(Form):
    """Nothing but a button."""


class WhyForm(Form):
    why = TextField(label=gettext_lazy("What is to be changed"), rows=2, max_length=500)


class NamesField(TextField):
    """People, one on each line, each so that only one person is meant."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("One on each line: a name or a mail address."))
        super().__init__(rows=4, required=False, **kwargs)


class WhoForm(Form):
    """One person, a team, an organisation, a list; cleans to `people`."""

    person = PersonField(label=gettext_lazy("Person"), required=False)
    team = forms.ModelChoiceField(Team.objects.active(), label=gettext_lazy("Everybody of a team"), required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.active(), label=gettext_lazy("Everybody of an organisation"), required=False)
    names = NamesField(label=gettext_lazy("A list"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        people = named(self, "names", given.pop("names", ""))
        if (person := given.pop("person", None)) is not None:
            people.append(person)
        if (team := given.pop("team", None)) is not None:
            people += Person.objects.visible_to(self.actor).active().filter(teams=team)  # type: ignore[arg-type]
        if (organisation := given.pop("organisation", None)) is not None:
            people += Person.objects.visible_to(self.actor).active().filter(organisation=organisation)  # type: ignore[arg-type]
        return {"people": list({one.pk: one for one in people}.values()), **given}


class GiveForm(WhoForm):
    """`record`: the ticket it is given on, by its number; only one whose desk's side the giver reads."""

    record = TextField(
        label=gettext_lazy("On the ticket"), required=False, max_length=20, help_text=gettext_lazy("Its number, or nothing.")
    )

    def clean_record(self) -> Record | None:
        reference = self.cleaned_data["record"].strip().upper()
        if not reference:
            return None
        found = Record.objects.visible_to_staff(self.actor).filter(reference=reference).first() if self.actor else None  # type: ignore[arg-type]
        if found is None:
            raise forms.ValidationError(_("There is no such ticket."))
        return found


class SessionForm(Form):
    held_at = MomentField(label=gettext_lazy("When"))
    led_by = PersonField(label=gettext_lazy("Who instructed"))
    observer = PersonField(label=gettext_lazy("Who looked on"), required=False, help_text=gettext_lazy("An observer, if there was one."))
    covered = TextField(label=gettext_lazy("What was covered"), rows=3)
    present = NamesField(label=gettext_lazy("Who was there"))
    absent = NamesField(label=gettext_lazy("Who was absent"))

    def clean_present(self) -> list[Person]:
        return named(self, "present", self.cleaned_data["present"])

    def clean_absent(self) -> list[Person]:
        return named(self, "absent", self.cleaned_data["absent"])


class AcknowledgeForm(Form):
    """The control questions of an edition; cleans to `answers`, by their keys."""

    makes_fields = True

    def __init__(self, *args: Any, giving: Giving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions: tuple[Question, ...] = giving.edition.content.questions
        for question in self.questions:
            choices = [(str(place), choice) for place, choice in enumerate(question.choices)]
            self.fields[question.field] = forms.ChoiceField(
                label=question.words,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"answers": {question.key: given.get(question.field, "") for question in self.questions}}


class FailedForm(Form):
    text = TextField(
        label=gettext_lazy("What went wrong?"), rows=4, max_length=2_000, help_text=gettext_lazy("At which step? What do you see?")
    )


def named(form: Form, field: str, text: str) -> list[Person]:
    """Who is meant by each line; a line that means nobody or several is an error of the field."""
    people = []
    for line in filter(None, (one.strip() for one in text.splitlines()[:500])):
        found = list(find_people(line, form.actor))
        exactly = [one for one in found if line in (label_of(one), one.name)] or found
        if len(exactly) != 1:
            sentence = (
                _("“%(text)s” means nobody we know.") if not exactly else _("“%(text)s” could be several people. Write the mail address.")
            )
            form.add_error(field, sentence % {"text": line})
        else:
            people += exactly
    return people
