"""Lists: keyset pages, filters, views, sorting, export."""

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils.html import format_html

from vakdesk.access.actors import Actor
from vakdesk.ui.lists import Bulk, Choice, Column, Empty, ListPage, Sort, Text, View, answer
from vakdesk.ui.lists.exporting import harmless
from vakdesk.ui.lists.paging import slice_of
from vakdesk.ui.models import Submission

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
ADA = Actor(person_id=1, label="Ada Kask")


class Submissions(ListPage):
    name = "ui.submissions"
    heading = "Submissions"
    columns = [
        Column("answer", "Answer", lambda row: row.answer, sort="answer", main=True, link=True),
        Column("at", "When", lambda row: row.at, sort="at"),
        Column("drawn", "Drawn", lambda row: 1, cell=lambda row, ctx: format_html("<i>{}</i>", ctx.extra[row.pk]), exported=False),
    ]
    sorts = [Sort("newest", "Newest", ("-at", "-pk"))]
    filters = [
        Choice("answer", "Answer", lambda actor: [("/a/", "A"), ("/b/", "B")]),
        Text("words", "Words", lambda rows, text: rows.filter(answer__contains=text)),
    ]
    views = [View("all", "All", lambda rows, actor: rows), View("none", "None", lambda rows, actor: rows.none())]
    bulk = [Bulk("forget", "Forget", lambda: "/forget/", "trash-2", keys="f")]
    empty = Empty("Nothing was sent", "Forms that are sent stand here.", "send", "Send one", lambda: "/new/")
    size = 3

    def prepare(self, rows, actor):
        return {row.pk: f"prepared {row.answer}" for row in rows}


def sent(count, *, answer="/a/", every=timedelta(minutes=1)):
    return [
        Submission.objects.create(number=uuid.UUID(int=number + 1), at=START + number * every, answer=answer) for number in range(count)
    ]


def page_of(query="", rows=None, **headers):
    request = RequestFactory().get("/list/" + query, headers=headers)
    request.actor = ADA
    return answer(request, Submissions(), Submission.objects.all() if rows is None else rows)


def test_pages_reach_every_row_once_in_both_directions():
    sent(8, every=timedelta(0))
    keys = ("-at", "-pk")
    forward, token = [], ""
    for _turn in range(3):
        part = slice_of(Submission.objects.all(), keys, size=3, after=token)
        forward, token = forward + part.rows, part.after
    assert [row.number.int for row in forward] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert token == ""
    back = slice_of(Submission.objects.all(), keys, size=3, before=part.before)
    assert [row.number.int for row in back.rows] == [5, 4, 3]
    assert slice_of(Submission.objects.all(), keys, size=3, before=back.before).before == ""


def test_keys_of_different_directions_page_rightly():
    for number, (title, minute) in enumerate([("/a/", 5), ("/a/", 1), ("/b/", 3), ("/a/", 9), ("/b/", 7)]):
        Submission.objects.create(number=uuid.UUID(int=number + 1), at=START + timedelta(minutes=minute), answer=title)
    keys = ("answer", "-at", "pk")
    first = slice_of(Submission.objects.all(), keys, size=2)
    second = slice_of(Submission.objects.all(), keys, size=2, after=first.after)
    third = slice_of(Submission.objects.all(), keys, size=2, after=second.after)
    assert [row.number.int for row in first.rows + second.rows + third.rows] == [4, 1, 2, 5, 3]


@pytest.mark.parametrize("token", ["x", "W10", "WzEsMl0", "bnVsbA", "W251bGwsMV0", "%00", "WyJub3QgYSBkYXRlIiwgMV0"])
def test_a_token_that_is_not_ours_shows_the_first_page(token):
    sent(4)
    part = slice_of(Submission.objects.all(), ("-at", "-pk"), size=3, after=token)
    assert len(part.rows) == 3


def test_a_page_shows_rows_columns_views_and_the_way_on():
    sent(5)
    html = page_of().content.decode()
    assert html.count("data-row=") == 3
    assert "<i>prepared /a/</i>" in html
    assert 'aria-current="page">All <b>5</b>' in html
    assert 'rel="next"' in html and 'rel="prev"' not in html
    assert 'formaction="/forget/"' in html and 'data-key="f"' in html
    assert "<h1>Submissions</h1>" in html


def test_htmx_gets_only_the_list():
    sent(2)
    html = page_of(**{"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert html.startswith("\n<section") or html.lstrip().startswith("<section")
    assert "<h1>" not in html


def test_filters_narrow_and_unknown_values_do_not():
    sent(2)
    Submission.objects.create(number=uuid.uuid4(), at=START, answer="/b/")
    assert page_of("?answer=/b/").content.decode().count("data-row=") == 1
    assert page_of("?answer=/zz/").content.decode().count("data-row=") == 3
    assert page_of("?words=b").content.decode().count("data-row=") == 1
    assert "Nothing matches" in page_of("?words=none%00").content.decode()


def test_an_empty_list_says_what_belongs_there():
    html = page_of().content.decode()
    assert "Nothing was sent" in html and 'href="/new/"' in html


def test_headings_sort_both_ways():
    sent(2)
    assert 'aria-sort="ascending"' in page_of("?sort=answer").content.decode()
    down = page_of("?sort=-answer").content.decode()
    assert 'aria-sort="descending"' in down and "?sort=answer" in down
    assert "aria-sort" not in page_of("?sort=pk;drop").content.decode()


def test_what_a_row_says_is_escaped():
    sent(1, answer="<script>alert(1)</script>")
    assert "<script>alert" not in page_of().content.decode()


def test_an_export_holds_all_rows_of_the_view_in_order():
    sent(5)
    response = page_of("?format=csv")
    text = b"".join(response.streaming_content).decode()
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff") and "\r\n" in text
    assert lines[0] == ["Answer", "When"]
    assert [line[1] for line in lines[1:]] == [f"2026-03-02 09:0{minute}:00" for minute in (4, 3, 2, 1, 0)]
    assert response["Content-Disposition"].startswith('attachment; filename="ui-submissions-')


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "a;=1", "a\n=1", "a\t+1", "\n=1", "'\t@x\t=1", "\0=1"]
)
def test_no_cell_begins_a_formula(text):
    cells = [
        cell
        for part in harmless(text).replace(";", "\n").replace("\t", "\n").replace("\r", "\n").split("\n")
        for cell in [part.strip(" \0")]
        if cell
    ]
    assert not any(cell[0] in "=+-@＝" for cell in cells)


def test_numbers_stay_numbers():
    assert harmless(-5) == -5 and harmless("a-b; c") == "a-b; c"
