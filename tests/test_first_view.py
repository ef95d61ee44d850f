"""What comes over the line for a first view, in a desk of its own: what other tests report would add to the list beside a ticket."""

import pytest
from browsing import Visit, weight_of
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

FIRST_VIEW_BYTES = 50_000


@pytest.mark.parametrize(
    ("who", "place", "what"),
    [("ada", "/tickets/?view=all", ".work-row"), ("ada", "/tickets/TK-1003/", ".record-head"), ("bo", "/portal/", ".big-ask")],
)
def test_a_first_view_is_light(visit: Visit, who: str, place: str, what: str) -> None:
    page = visit(who, "/ui/shortcuts/")
    assert weight_of(page, place) < FIRST_VIEW_BYTES
    expect(page.locator(what).first).to_be_visible()
