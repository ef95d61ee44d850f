"""Markdown becomes a page that runs nothing; two texts become what changed between them."""

from time import process_time

from vakdesk.knowledge.diffing import Gap, Row, compared, words_compared
from vakdesk.knowledge.rendering import named_by, plain, rendered

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](vbscript:alert(1))",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "![a](https://evil.example/pixel.png)",
    "![a](//evil.example/pixel.png)",
    '![a"onerror="alert(1)](picture:1)',
    '![a](picture:1 "x\\" onerror=alert(1)")',
    '[a](https://ok.example "x\\" onmouseover=alert(1)")',
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import 'https://evil.example'</style>",
    "`<img src=x onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<details open ontoggle=alert(1)>",
    "| <img src=x onerror=alert(1)> |\n| --- |\n| x |",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "[a](https://ok.example)<!-- --><script>alert(1)</script>",
    "\x00<script>alert(1)</script>",
]


def html_of(text: str) -> str:
    return rendered(text, lambda key: f"/pictures/{key}/", lambda key: f"/files/{key}/")


def test_no_hostile_text_becomes_an_element_or_an_address_that_runs() -> None:
    for text in HOSTILE:
        html = html_of(text)
        tags = html.replace("&lt;", "").lower()
        for bad in (
            "<script",
            "<svg",
            "<iframe",
            "<style",
            "<details",
            "<math",
            'href="javascript',
            'href="data',
            'href="vbscript',
            'evil.example/pixel.png"',
        ):
            assert bad not in tags, (text, html)
        for element in tags.split("<")[1:]:
            inside = element.split(">")[0]
            outside_quotes = "".join(inside.split('"')[::2])
            assert " on" not in outside_quotes, (text, html)


def test_what_a_text_names_stands_where_it_belongs() -> None:
    html = html_of("# One\n\n![A window](picture:12) [form](attachment:13) [other](KB-1042)")
    assert "<h2>One</h2>" in html and 'src="/pictures/12/"' in html and 'alt="A window"' in html
    assert 'href="/files/13/"' in html and 'href="/knowledge/KB-1042/"' in html
    assert named_by("![a](picture:12) [b](attachment:7)") == {7, 12}
    assert plain("## Hello\n\n- **one** [two](https://x)") == "Hello one two"


def test_words_that_changed_are_told_apart_and_much_text_does_not_take_for_ever() -> None:
    row = words_compared("Open the blue window", "Open the red window")
    assert [(piece.kind, piece.text) for piece in row.inline] == [
        ("same", "Open the "),
        ("out", "blue"),
        ("in", "red"),
        ("same", " window"),
    ]
    rows = compared("\n".join(map(str, range(50))), "\n".join("x" if one == 25 else str(one) for one in range(50)))
    assert isinstance(rows[0], Gap) and isinstance(rows[-1], Gap)
    assert [one for one in rows if isinstance(one, Row) and one.changed]
    begun = process_time()
    compared("\n" * 100_000, "a\n" * 50_000)
    compared("word " * 40_000, "other " * 40_000)
    assert process_time() - begun < 10
