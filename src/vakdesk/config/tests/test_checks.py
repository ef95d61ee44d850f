"""Each of our own checks finds what it is there for, and lets what is right pass."""

import re
from pathlib import Path

import pytest

from vakdesk import __version__
from vakdesk.config.quality.docs import drift
from vakdesk.config.quality.house_rules import FOREIGN_WORDS, guarded_models, inline_parts, sightless_reads
from vakdesk.config.quality.licences import is_fit
from vakdesk.config.quality.locks import unmet
from vakdesk.config.quality.tools import ROOT

pytestmark = [pytest.mark.once, pytest.mark.process]


@pytest.mark.parametrize(
    "template",
    [
        "<script>go()</script>",
        "<style>p{}</style>",
        '<p style="color: red">',
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        '<p hx-on:click="x">',
    ],
)
def test_what_the_policy_would_block_is_found_in_a_template(template: str) -> None:
    assert next(iter(inline_parts(f"<p>\n{template}"))).startswith("2: ")


@pytest.mark.parametrize(
    "template",
    [
        '<script src="{% static "ui/js/behaviours.js" %}" type="module"></script>',
        "{# <style> #}",
        '<script data-x type="application/json">{}</script>',
        "{% include 'a.html' with one=two style=3 only %}",
    ],
)
def test_what_the_policy_allows_passes(template: str) -> None:
    assert not list(inline_parts(template))


@pytest.mark.parametrize(
    "line",
    [
        "Ticket.objects.get(pk=1)",
        "models.Ticket.objects.filter(a=1)",
        "get_object_or_404(Ticket, pk=1)",
        "get_object_or_404(Ticket.objects, pk=1)",
    ],
)
def test_a_view_that_reads_past_sight_is_found(line: str) -> None:
    assert next(iter(sightless_reads(f"def show(request):\n    return {line}", {"Ticket"}))).startswith("2: ")


@pytest.mark.parametrize(
    "line",
    [
        "Ticket.objects.visible_to(request.actor).get(pk=1)",
        "get_object_or_404(Ticket.objects.visible_to(request.actor), pk=1)",
        "Category.objects.all()",
        "rows.objects.all()",
        "Ticket.objects.with_people().visible_to_staff(request.actor)",
        "Ticket.objects.none()",
        "Ticket.objects.count()  # anyone: a number alone tells nothing",
    ],
)
def test_a_view_that_reads_by_sight_or_says_why_not_passes(line: str) -> None:
    assert not list(sightless_reads(f"def show(request):\n    return {line}", {"Ticket"}))


def test_a_model_that_knows_no_sight_is_found_wherever_it_is_read() -> None:
    form = "class Choose(Form):\n    place = forms.ModelChoiceField(Agreement.objects.all())\n    text = forms.CharField()"
    for source in ("Agreement.objects.visible_to(actor)", "get_object_or_404(Agreement, pk=1)", form):
        found = list(sightless_reads(source.replace(".visible_to(actor)", ".all()"), {"Ticket"}))
        assert len(found) == 1 and "knows no visible_to" in found[0]


def test_a_form_narrows_what_its_fields_are_declared_with_and_nothing_else() -> None:
    declared = "class Choose(Form):\n    place = forms.ModelChoiceField(Ticket.objects.all())\n"
    assert not list(sightless_reads(declared, {"Ticket"}))
    assert not list(
        sightless_reads(
            "class Place(forms.ModelChoiceField):\n  def __init__(self):\n    super().__init__(Ticket.objects.all())", {"Ticket"}
        )
    )
    later = f"{declared}    def __init__(self):\n        self.fields['more'] = forms.ModelChoiceField(Ticket.objects.all())"
    assert [fault[:2] for fault in sightless_reads(later, {"Ticket"})] == ["4:"]


def test_models_are_guarded_by_their_queryset_or_their_parents() -> None:
    queries = "class Seen(QuerySet):\n  def visible_to(self, actor): ...\nclass Open(QuerySet):\n  def open(self): ..."
    models = "class Record(Model):\n  objects = Seen.as_manager()\nclass Ticket(Record): ...\nclass Category(Model):\n  objects = Open.as_manager()"
    assert guarded_models([queries, models]) == {"Record", "Ticket"}


def test_documents_may_not_name_what_is_not_there(tmp_path: Path) -> None:
    text = "See `src/vakdesk/nowhere.py` and [this](gone.md).\n\n```sh\n./vakdesk fly --high\n```\n"
    assert len(list(drift(text, tmp_path, {"demo"}))) == 3


def test_documents_that_speak_the_truth_pass() -> None:
    text = "`src/vakdesk/kit/clock.py`, `verbs.py`, [readme](README.md), `vakdesk mail import PATH`, `tools/lock --upgrade`."
    text += "\n```\n./vakdesk demo\n```\n"
    assert not list(drift(text, ROOT, {"demo", "mail import"}))


@pytest.mark.parametrize(
    "stated",
    ["MIT", "BSD-3-Clause", "Apache-2.0 OR BSD-2-Clause", "MPL-2.0", "LGPL-3.0-only", "Python Software Foundation License", "SIL OFL V1.1"],
)
def test_licences_that_allow_use(stated: str) -> None:
    assert is_fit(stated)


@pytest.mark.parametrize("stated", ["GPL-3.0-or-later", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "Proprietary", "", "UNKNOWN"])
def test_licences_that_do_not(stated: str) -> None:
    assert not is_fit(stated)


def test_a_lock_that_lags_behind_is_found() -> None:
    assert len(list(unmet(["Django>=5.2,<5.3", "nh3>=0.3"], {"django": {"5.1.9"}}, "the lock"))) == 2
    assert not list(unmet(["Django>=5.2,<5.3"], {"django": {"5.2.19"}}, "the lock"))


def test_words_about_a_workplace_are_found_and_ordinary_ones_are_not() -> None:
    assert FOREIGN_WORDS.search("as in /wor" + "k/main") and FOREIGN_WORDS.search("../share" + "d/design")
    assert not FOREIGN_WORDS.search("../shared/data, homework/ and the stage coordinator of a school")


def test_the_version_is_the_newest_one_in_the_changelog() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest and newest[1] == __version__
