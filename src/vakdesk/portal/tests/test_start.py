"""Everybody comes in by the same address and lands where they belong."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_who_asks_comes_to_the_portal(as_bo):
    assert as_bo.get("/")["Location"] == "/portal/"


def test_who_works_at_the_desk_comes_to_the_queue(as_ada, as_tia, as_dee):
    assert [client.get("/")["Location"] for client in (as_ada, as_tia, as_dee)] == ["/tickets/"] * 3


def test_who_works_here_without_a_queue_comes_to_their_first_page(as_eli):
    assert as_eli.get("/")["Location"] not in ("/portal/", "/tickets/")


def test_who_is_nobody_yet_is_asked_to_sign_in(client, ann):
    assert client.get("/")["Location"].startswith("/account/login/")


def test_the_desk_asks_for_help_itself_and_finds_its_way_back(as_ada):
    page = as_ada.get("/portal/").content.decode()
    assert "What is the matter, Ada?" in page
    assert 'href="/tickets/"' in page


def test_the_language_is_switched_where_one_stands(as_bo):
    page = as_bo.get("/portal/reports/").content.decode()
    assert 'name="language" value="nl"' in page
    as_bo.post(reverse("ui:prefer"), {"language": "et", "next": "/portal/"})
    assert '<html lang="et"' in as_bo.get("/portal/").content.decode()
