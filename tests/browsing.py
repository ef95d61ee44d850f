"""A desk that is really served, with the sample company's newest days in it, and the browsers that visit it.

Whoever visits comes in by the demo's door. A page may not complain: errors of scripts, refusals by the policy for
content and answers that failed are collected, and fail the test when it ends.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from reserving import reserved_port

from vakdesk.config.quality.tools import ROOT
from vakdesk.ui.assets import LATER

SEED = "import django; django.setup(); from vakdesk.config.prepare import prepare; prepare(); from vakdesk.demo import seed; seed.seed_recent()"
WIDTHS = (390, 320)
AXE = Axe().axe_script
IF_NOT_THERE = "if (typeof axe === 'undefined') { %s }"
#: Frames are left out: what is in them is somebody's mail. Targets of 24 px (WCAG 2.2 AA) axe looks for only when asked.
RULES = """async () => {
  const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: true } };
  const { violations } = await axe.run(document, { resultTypes: ["violations"], iframes: false, rules });
  return violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""
COLOURS = """async (judged) => {
  const above = (element) => (element ? [element, ...above(element.parentElement)] : []);
  const look = (element) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const styles = above(element).map(getComputedStyle);
    const ground = styles.find((one) => one.backgroundColor !== "rgba(0, 0, 0, 0)" || one.backgroundImage !== "none");
    const faded = styles.reduce((left, one) => left * one.opacity, 1);
    return [element.localName, color, ground?.backgroundColor, ground?.backgroundImage, fontSize, fontWeight, faded].join(" ");
  };
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const said = [...document.body.querySelectorAll("*")].filter((one) => speaks(one) || one.matches("input, select, textarea"));
  const looks = new Map(said.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => [look(one), one]));
  for (const one of judged) looks.delete(one);
  if (!looks.size) return [[], []];
  const options = { resultTypes: ["violations"], iframes: false, runOnly: ["color-contrast"] };
  const { violations } = await axe.run({ include: [...looks.values()] }, options);
  return [[...looks.keys()], violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(" ")}`))];
}"""
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk that holds the newest days. It is filled once for all processes of this run, and copied."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "seeded"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            filling = folder.with_suffix(".filling")
            subprocess.run([sys.executable, "-c", SEED], env=_environment(filling), check=True)
            filling.rename(folder)
    return folder


@pytest.fixture(scope="module")
def served(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk in a process of its own. It has no worker: what is done shows without one."""
    data = tmp_path_factory.mktemp("desk")
    shutil.copytree(seeded, data, dirs_exist_ok=True)
    port = reserved_port()
    words = [sys.executable, "-m", "vakdesk", "serve", "--no-worker", "--port", str(port)]
    with (
        (data / "told").open("wb") as told,
        subprocess.Popen(words, env=_environment(data), stdout=subprocess.PIPE, stderr=told, text=True) as server,
    ):
        assert server.stdout
        assert server.stdout.readline().startswith("Vakdesk: "), Path(told.name).read_text()
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "VAKDESK_DATA": str(data),
        "VAKDESK_DEMO": "1",
        "DATABASE_URL": f"sqlite:///{data}/vakdesk.sqlite3",
        "DJANGO_SETTINGS_MODULE": "vakdesk.config.settings",
    }


@pytest.fixture(scope="module")
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in() -> dict[str, Any]:
    """What the browser of each member of the cast remembers, so that each comes in by the door once."""
    return {}


@dataclass
class Visits:
    """The browsers of one test."""

    browser: Browser
    address: str
    signed_in: dict[str, Any]
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __call__(self, who: str, place: str = "/", *, width: int = 1440, unless: str = "nothing is expected", **options: Any) -> Page:
        """A page at `place` with that member of the cast signed in. Complaints that contain `unless` are expected."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            locale="en-GB",
            storage_state=self.signed_in.get(who),
            **options,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self._complain(page, str(error), unless))
        page.on("console", lambda said: self._complain(page, said.text, unless) if said.type in ("error", "warning") else None)
        if who not in self.signed_in:
            page.goto("/demo/")
            page.locator(f'form[action$="/enter/{who}/"] button').click()
            page.wait_for_url(lambda url: "/demo/" not in url)
            self.signed_in[who] = context.storage_state()
        page.goto(place)
        return page

    def _complain(self, page: Page, what: str, unless: str) -> None:
        if unless not in what:
            self.complaints.append(f"{page.url}: {what}")


@pytest.fixture
def visit(launched: Browser, served: str, signed_in: dict[str, Any]) -> Iterator[Visits]:
    """`visit(who, place)` is a page; afterwards no page may have complained."""
    visits = Visits(launched, served, signed_in)
    yield visits
    for context in visits.contexts:
        context.close()
    assert not visits.complaints, visits.complaints


def look_at(page: Page) -> None:
    """axe finds nothing in light and in dark, and nothing is wider than the window, on a desk and on small phones."""
    faults = faults_of(page, set())
    assert not faults, faults


def faults_of(page: Page, judged: set[str]) -> list[str]:
    """What axe finds in light and dark, and the widths in which the page does not fit.

    Whether colours can be told apart costs axe most of its time, and depends on text, ground, size and weight only: each
    combination is judged once, and then is among those `judged`.
    """
    page.evaluate(IF_NOT_THERE % AXE)
    found = [f"light: {fault}" for fault in page.evaluate(RULES)]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        looks, faults = page.evaluate(COLOURS, list(judged))
        judged.update(looks)
        found += [f"{scheme}: {fault}" for fault in faults]
    page.emulate_media(color_scheme="light")
    usual = page.viewport_size
    assert usual
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width} px")
    page.set_viewport_size(usual)
    return [f"{page.url} {fault}" for fault in found]


def told(page: Page, text: str) -> None:
    """The desk says so, and the page that says it hears keys: words stand there before their script has come."""
    expect(page.get_by_text(text, exact=True)).to_be_visible()
    page.wait_for_load_state()


def tab_to(page: Page, wanted: Locator, *, at_most: int = 60) -> None:
    """Presses Tab until the focus is there, as somebody without a mouse would."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        with suppress(AssertionError):
            assert wanted.evaluate("element => element === document.activeElement")
            return
    raise AssertionError(f"{at_most} presses of Tab do not reach {wanted}")


def weight_of(page: Page, place: str) -> int:
    """Bytes that came over the line for a first visit, headers included; pictures and what is fetched behind the page are not."""
    types: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.on("Network.responseReceived", lambda said: types.update({said["requestId"]: _type_of(said["response"])}))
    line.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}))
    page.goto(place, wait_until="load")  # a page that listens is never idle
    line.detach()
    return int(sum(size for request, size in sizes.items() if not types.get(request, "").startswith(("image/", "later"))))


def _type_of(answer: dict[str, str]) -> str:
    return "later" if answer["url"].endswith(tuple(LATER)) else answer["mimeType"]
