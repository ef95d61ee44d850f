"""People's own mail programs, driven as they drive them: swaks at a prompt, and mutt at a terminal."""

import os
import pty
import subprocess
import threading
from pathlib import Path

from mail_server import MailServer, secret_of

PATIENCE_SECONDS = 180
MUTTRC = """
set from="{address}" realname="{name}" use_from=yes envelope_from=yes
set smtp_url="smtp://127.0.0.1:{smtp}/" ssl_starttls=no ssl_force_tls=no
set folder="imap://{address}@127.0.0.1:{imap}/" imap_user="{address}" imap_pass="{secret}" spoolfile="+INBOX"
set editor="{at}/editor" include=yes fast_reply=yes reply_to=yes autoedit=no abort_unmodified=no edit_headers=no
set copy=no record="" quit=yes wait_key=no confirmappend=no header_cache="" certificate_file="{at}/known" send_charset="iso-8859-1:utf-8"
set pager_stop=no mark_old=no sleep_time=0
push "<last-entry><reply><send-message><quit>"
"""
EDITOR = """#!/bin/sh
cat "{at}/said" "$1" > "$1.new" && mv "$1.new" "$1"
"""


def swaks(server: MailServer, *, sender: str, to: str, subject: str, body: str, **headers: str) -> None:
    """Sends as somebody does who tries a mail server at a prompt."""
    words = ["swaks", "--server", "127.0.0.1", "--port", str(server.smtp), "--from", sender, "--to", to, "--body", body, "--hide-all"]
    for name, value in {"Subject": subject, **headers}.items():
        words += ["--header", f"{name.replace('_', '-')}: {value}"]
    subprocess.run(words, check=True, timeout=PATIENCE_SECONDS, capture_output=True)


def answer_with_mutt(server: MailServer, folder: Path, *, address: str, name: str, text: str) -> None:
    """Opens the newest message in their mailbox, answers it above the quotation, and leaves."""
    values = {"at": folder, "address": address, "name": name, "smtp": server.smtp, "imap": server.imap, "secret": secret_of(address)}
    (folder / "muttrc").write_text(MUTTRC.format(**values))
    (folder / "editor").write_text(EDITOR.format(**values))
    (folder / "editor").chmod(0o755)
    (folder / "said").write_text(f"{text}\n\n")
    terminal, other = pty.openpty()
    environment = os.environ | {"TERM": "vt100", "HOME": str(folder), "LC_ALL": "C.UTF-8", "COLUMNS": "120", "LINES": "40"}
    words = ["mutt", "-n", "-F", str(folder / "muttrc")]
    with subprocess.Popen(words, stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True) as program:
        os.close(other)
        shown: list[bytes] = []
        reader = threading.Thread(target=_read_to_the_end, args=(terminal, shown), daemon=True)
        reader.start()
        try:
            ended = program.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired as late:
            program.kill()
            raise AssertionError(b"".join(shown)[-4000:].decode(errors="replace")) from late
    reader.join(PATIENCE_SECONDS)
    os.close(terminal)
    assert ended == 0, b"".join(shown)[-4000:].decode(errors="replace")


def _read_to_the_end(terminal: int, shown: list[bytes]) -> None:
    """What a terminal shows has to be taken from it, or the program at its other end stands still."""
    while True:
        try:
            shown.append(os.read(terminal, 65536))
        except OSError:  # the program has left
            return
