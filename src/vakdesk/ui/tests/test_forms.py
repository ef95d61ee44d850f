"""Forms and the leaves of pages: fields, words for times and sizes, safe HTML."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.ui import components, safe_html
from vakdesk.ui.examples import Example
from vakdesk.ui.forms import FilesField, Form, LookupField, MomentField, TextField
from vakdesk.ui.timeline import Item

ADA = Actor(person_id=1, label="Ada Kask")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PEOPLE = ["Bo de Wit <bo@lindewaard.example>", "Bo Jansen <bj@lindewaard.example>", "Cem Vries <cem@hansa.example>"]


class Asking(Form):
    who = LookupField(
        find=lambda text, actor: [name for name in PEOPLE if text.lower() in name.lower()],
        label_of=str,
        url=lambda: "/people/lookup/",
        required=False,
    )
    text = TextField(rows=3, required=False)
    since = MomentField(required=False)
    files = FilesField(required=False)


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_one_row_is_found_by_what_only_it_says():
    form = Asking({"who": "cem"}, actor=ADA)
    assert form.is_valid() and form.cleaned_data["who"] == PEOPLE[2]


def test_the_whole_label_finds_its_row_among_others():
    form = Asking({"who": PEOPLE[0]}, actor=ADA)
    assert form.is_valid() and form.cleaned_data["who"] == PEOPLE[0]


def test_several_rows_or_none_say_how_to_go_on():
    several, none = Asking({"who": "bo"}, actor=ADA), Asking({"who": "zz"}, actor=ADA)
    assert "could be" in str(several.errors) and "Bo Jansen" in str(several.errors)
    assert "Nothing found" in str(none.errors)


def test_the_search_knows_who_asks():
    asked = []
    form = Asking({"who": "bo"}, actor=ADA)
    form.fields["who"].find = lambda text, actor: asked.append((text, actor)) or ["x"]
    form.is_valid()
    assert asked == [("bo", ADA)]


def test_text_is_made_storable():
    form = Asking({"text": "a\0b\ud800"}, actor=ADA)
    assert form.is_valid() and "\0" not in form.cleaned_data["text"] and form.cleaned_data["text"].encode()


def test_several_files_come_as_a_list():
    files = MultiValueDict({"files": [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]})
    form = Asking({}, files, actor=ADA)
    assert form.is_valid() and [file.name for file in form.cleaned_data["files"]] == ["a.txt", "b.txt"]
    assert Asking({}, actor=ADA).is_valid()


def test_a_moment_is_read_as_browsers_send_it():
    form = Asking({"since": "2026-11-21T08:30"}, actor=ADA)
    assert form.is_valid() and form.cleaned_data["since"].minute == 30


def test_a_refusal_of_no_field_stands_above_the_form():
    form = Asking({}, actor=ADA)
    form.is_valid()
    form.refuse(Refused("Not today.", field="unknown"))
    assert form.non_field_errors() == ["Not today."]


def test_a_field_is_tied_to_its_help_and_error():
    form = Example({"subject": ""}, actor=ADA)
    html = rendered("{% field form.subject %}", form=form)
    assert '<label class="field-label" for="id_subject">' in html
    assert 'aria-describedby="id_subject_help id_subject_error"' in html and 'aria-invalid="true"' in html
    assert 'id="id_subject_help"' in html and 'id="id_subject_error"' in html


def test_a_choice_of_cards_is_a_group_with_a_legend():
    html = rendered("{% field form.impact %}", form=Example({"impact": "none"}, actor=ADA))
    assert html.count("<legend") == 1 and html.count('type="radio"') == 3
    assert 'aria-describedby="id_impact_error"' in html


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=5, seconds=30), "5 min ago"),
        (timedelta(hours=3), "today 10:00"),
        (timedelta(days=1), "yesterday 13:00"),
        (timedelta(days=-1), "tomorrow 13:00"),
        (timedelta(days=3), "Wed 13:00"),
        (timedelta(days=40), "12 Oct"),
        (timedelta(days=400), "17 Oct 2025"),
    ],
)
def test_times_are_told_as_people_tell_them(ago, words):
    with clock.travel(NOON):
        assert components.in_words(NOON - ago) == words


def test_times_are_told_in_the_language_of_the_reader():
    with clock.travel(NOON), translation.override("nl"):
        told = [components.in_words(NOON - timedelta(days=days)) for days in (1, 40, 400)]
    assert told == ["gisteren 13:00", "12 okt", "17 okt 2025"]


def test_a_moment_holds_the_exact_time_for_those_who_ask():
    with clock.travel(NOON):
        html = components.moment(NOON - timedelta(hours=2))
    assert 'datetime="2026-11-21T10:00:00+00:00"' in html and "CET" in html


@pytest.mark.parametrize(
    ("language", "exact", "written"),
    [
        ("en", "20 Nov 2026, 15:04 CET", ["20 Nov 2026", "15:04", "20 Nov 2026, 15:04", "20 November", "20/11/2026", "20/11/2026 15:04"]),
        (
            "nl",
            "20 november 2026 15:04 CET",
            ["20 november 2026", "15:04", "20 november 2026 15:04", "20 november", "20-11-2026", "20-11-2026 15:04"],
        ),
        (
            "et",
            "20. november 2026, 15:04 CET",
            ["20. november 2026", "15:04", "20. november 2026, 15:04", "20. november", "20.11.2026", "20.11.2026 15:04"],
        ),
    ],
)
def test_every_language_writes_the_day_first_and_counts_24_hours(language, exact, written):
    at = datetime(2026, 11, 20, 14, 4, tzinfo=UTC)
    names = ("DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "MONTH_DAY_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")
    with translation.override(language):
        assert components.exact(at) == exact
        local = localtime(at)
        assert [Template(f"{{{{ at|date:'{name}' }}}}").render(Context({"at": local})) for name in names] == written
        assert Template("{{ day }} {{ at }}").render(Context({"day": local.date(), "at": at})) == f"{written[0]} {written[2]}"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=2, hours=3), "2 d 3 h"),
        (timedelta(days=2), "2 d"),
    ],
)
def test_lengths_of_time_have_two_units(length, words):
    assert components.span(length) == words


@pytest.mark.parametrize(("size", "words"), [(12, "12 bytes"), (14_200, "14 kB"), (2_140_000, "2.1 MB"), (83_309_900_000, "83.3 GB")])
def test_sizes_are_told_as_file_managers_tell_them(size, words):
    assert components.bytes_in_words(size) == words


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada Kask", "AK"), ("Bo", "B"), ("maarja.tamm@example.org", "MO"), ("", "?"), ("<b>", "?"), ("P. Jansen", "PJ")]
)
def test_initials(name, letters):
    assert components.initials(name) == letters


def test_names_are_escaped_everywhere():
    evil = '<script>x</script> "y"'
    for html in (
        components.avatar(evil),
        components.person(evil, evil),
        components.pill(evil),
        components.rank(1, evil),
        components.meter(0.5, evil),
        components.kbd(evil),
        components.icon("x", evil),
    ):
        assert "<script" not in html and '"y"' not in html


def test_what_people_write_is_markdown_without_html():
    html = safe_html.markdown(
        "Hello **Bo**\nsee https://example.org <script>alert(1)</script> ![x](https://evil.example/x.png) [a](javascript:alert(1))"
    )
    assert "<strong>Bo</strong><br>" in html and 'href="https://example.org"' in html and "noopener" in html
    assert "<script" not in html and "<img" not in html and 'href="javascript' not in html


EVIL = """<script>alert(1)</script><style>body{display:none}</style>
<p style="position:fixed;color:red;background:url(https://evil.example/x)" onclick="x()">Hi</p>
<img src="cid:logo"><img src="https://evil.example/pixel.gif"><img src="data:text/html,x">
<a href="javascript:x()">a</a><a href="https://ok.example">b</a>
<form action="/"><input name=x></form><iframe src="/"></iframe><svg onload=x()></svg>
<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example">"""


def test_html_from_outside_is_made_harmless():
    html = safe_html.sanitise(EVIL, pictures={"logo": "/files/1/"})
    for part in (
        "<script",
        "<style",
        "onclick",
        "position",
        "javascript",
        "evil.example",
        "<form",
        "<input",
        "<iframe",
        "<svg",
        "<meta",
        "<base",
        "data:text",
    ):
        assert part not in html, part
    assert "color:red" in html and '<img src="/files/1/">' in html and 'target="_blank"' in html and "noopener" in html


def test_pictures_from_elsewhere_come_only_when_asked_for():
    assert "evil.example/pixel.gif" in safe_html.sanitise(EVIL, remote_pictures=True)
    assert safe_html.has_remote_pictures(EVIL) and not safe_html.has_remote_pictures('<img src="cid:1">')


def test_the_frame_can_do_nothing_but_show():
    response = safe_html.frame(EVIL)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "allow-scripts" not in policy and "https:" not in policy


def test_an_item_of_the_timeline_is_escaped_unless_it_is_safe():
    item = Item("entry", "<b>Ada</b>", clock.now(), "<i>resolved</i>")
    html = rendered('{% include "ui/timeline.html" %}', items=[item])
    assert "<b>Ada</b>" not in html.replace("<b>&lt;b&gt;", "") and "<i>" not in html


def test_the_query_tag_changes_words_of_the_address():
    request = RequestFactory().get("/x/?a=1&b=2")
    assert Template("{% query a=3 b=None %}").render(Context({"request": request})) == "?a=3"
