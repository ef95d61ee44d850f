"""`kill -9` of server and worker in the middle of 200 writes: afterwards all is there or none of it, and work goes on."""

import http.client
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from own_desk import PATIENCE_SECONDS, command_of, descendants, kill_all, own_desk, wait_until

pytestmark = [pytest.mark.process, pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc")]
WRITES, AT_ONCE, KILLED_AFTER = 200, 16, 60
CSRF = "k" * 32


def post(port: int, session: str, path: str, **fields: str) -> tuple[int, str]:
    """Sends a form as a browser would; answers status and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    cookies = f"sessionid={session}; csrftoken={CSRF}"
    headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


def test_nothing_is_half_written_and_jobs_go_on_after_kill_9(tmp_path: Path) -> None:
    with own_desk(tmp_path) as desk:
        people = desk.inside("found")
        ada, eli = people["sessions"]["ada"], people["sessions"]["eli"]
        serving, port = desk.serve()
        enough, promised, refused = Event(), list[str](), list[tuple[int, str]]()

        def register(number: int) -> None:
            said = {"requester": people["bo"], "kind": "incident", "title": f"Report {number}", "text": "It does nothing", "via": "phone"}
            try:
                status, leads_to = post(port, ada, "/tickets/new/", **said, _once=f"token-{number}")
            except (OSError, http.client.HTTPException):
                return  # the server was killed: nothing was promised
            if status == 303:
                promised.append(leads_to.strip("/").rpartition("/")[2])
            else:
                refused.append((status, leads_to))
            if refused or len(promised) >= KILLED_AFTER:
                enough.set()

        try:
            worker = next(pid for pid in descendants(serving.pid) if " worker " in command_of(pid))
            os.kill(worker, signal.SIGSTOP)
            with ThreadPoolExecutor(AT_ONCE) as browsers:
                writes = [browsers.submit(register, number) for number in range(WRITES)]
                assert enough.wait(PATIENCE_SECONDS) and not refused, (len(promised), refused[:3], desk.told.read_text()[-3000:])
                assert post(port, eli, "/administration/logbook/verify/")[0] == 303
                kill_all(serving)
            assert all(write.done() for write in writes) and refused == []
            assert KILLED_AFTER <= len(promised) < WRITES

            found = desk.inside("examine")
            assert found["ok"] and found["gapless"], found["why"]
            assert found["half"] == []
            assert set(promised) <= set(found["tickets"])
            assert found["open_jobs"] and found["unread"] and not found["verified"]

            serving, port = desk.serve()
            assert post(port, ada, "/tickets/new/", requester=people["bo"], kind="incident", title="After", text="x", via="phone")[0] == 303
            assert wait_until(lambda: done(desk.inside("examine"))), desk.inside("examine")
            assert desk.inside("examine")["ok"]
        finally:
            if serving.poll() is None:
                kill_all(serving)


def done(seen: dict[str, int]) -> bool:
    return bool(seen["verified"] and not seen["open_jobs"] and not seen["unread"] and not seen["failed_jobs"])
