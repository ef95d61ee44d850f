import pytest

from vakdesk.mailroom.folding import without_history
from vakdesk.mailroom.plain import text_from_html

pytestmark = pytest.mark.once

GMAIL = (
    '<div dir="ltr"><p>It <b>works</b> now.</p><img src="cid:1@x" alt="photo"></div><br>'
    '<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 2, 2026 at 9:15 AM Service desk '
    "&lt;help@desk.example&gt; wrote:<br></div><blockquote><p>Does it?</p></blockquote></div>"
)
OUTLOOK = (
    "<html><body><style>p {color: red}</style><p>Ja, de groene lamp brandt.</p><p>Met vriendelijke groet,<br>Bo</p>"
    '<hr><div id="divRplyFwdMsg"><b>Van:</b> Service desk<br><b>Verzonden:</b> maandag 2 november 2026<br><b>Aan:</b> Bo<br>'
    "<b>Onderwerp:</b> Printer</div><p>Brandt de lamp?</p></body></html>"
)


def test_quotation_and_signature_are_folded_and_pictures_stay() -> None:
    assert text_from_html(without_history(GMAIL)) == "It works now.\n\n[photo]"
    assert "cid:1@x" in without_history(GMAIL)
    assert text_from_html(without_history(OUTLOOK)) == "Ja, de groene lamp brandt."


@pytest.mark.parametrize(
    "page",
    [
        "<p>No history here</p>",
        "",
        "<blockquote>Does it work?</blockquote><p>Yes</p><blockquote>And now?</blockquote><p>Also</p>",
        "<p>Yes<!-- <blockquote> --> and no</p>",
        "<p>One < two",
    ],
)
def test_a_page_stays_whole_where_nothing_can_be_told_apart(page: str) -> None:
    assert without_history(page) == page


def test_folding_takes_linear_time() -> None:
    page = "<p>word</p>" * 100_000 + "<blockquote>" + "x " * 200_000
    assert without_history(page)
