"""A mail server of the tests' own on the loopback: postfix takes mail, dovecot keeps it, sieve answers for who is away.

Nothing leaves the machine: whoever is not one of the people below is refused at once.
"""

import imaplib
import shutil
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from reserving import reserved_port

PATIENCE_SECONDS = 120
SECRET = "loopback-{}"
DESK, BO, CEM, GONE = "desk@lindewaard.example", "bo@lindewaard.example", "cem@vlierhof.example", "gone@vlierhof.example"
ADA = "ada@lindewaard.example"
#: Postfix knows of this one and dovecot does not, so that mail to it comes back.
PEOPLE = (DESK, BO, CEM, ADA)

MAIN = """
compatibility_level = 3.6
queue_directory = {at}/queue
data_directory = {at}/state
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {at}/postfix.log
maillog_file_prefixes = {at}
myhostname = mail.lindewaard.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
virtual_mailbox_domains = lindewaard.example, vlierhof.example
virtual_mailbox_maps = texthash:{at}/conf/boxes
virtual_transport = lmtp:unix:{at}/dovecot/lmtp
default_transport = error:5.7.1 mail stays on this machine
relay_transport = error:5.7.1 mail stays on this machine
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
recipient_delimiter = +
message_size_limit = 50000000
virtual_mailbox_limit = 0
bounce_queue_lifetime = 1m
maximal_queue_lifetime = 1m
"""

MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
"""

DOVECOT = """
base_dir = {at}/dovecot
state_dir = {at}/dovecot-state
log_path = {at}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{at}/cert.pem
ssl_key = <{at}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_max_userip_connections = 100
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {at}/conf/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {at}/conf/oauth2.conf
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={at}/boxes/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Done {{
    auto = create
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
protocol lmtp {{
  mail_plugins = sieve
  postmaster_address = postmaster@lindewaard.example
}}
submission_host = 127.0.0.1:{smtp}
plugin {{
  sieve = file:~/sieve;active=~/active.sieve
}}
"""

OAUTH = """
introspection_mode = auth
introspection_url = http://127.0.0.1:{oidc}/userinfo
username_attribute = email
username_format = %u
"""


class MailServer:
    def __init__(self, at: Path) -> None:
        self.at = at
        self.smtp, self.imap, self.imaps, self.oidc = (reserved_port() for _each in range(4))
        self.certificate = at / "cert.pem"

    def start(self) -> None:
        at, ports = self.at, {"smtp": self.smtp, "imap": self.imap, "imaps": self.imaps, "oidc": self.oidc}
        for folder in ("conf", "queue", "state", "boxes", "dovecot", "dovecot-state"):
            (at / folder).mkdir()
        names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
        asked = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ]
        files = ["-keyout", at / "key.pem", "-out", self.certificate]
        subprocess.run([*asked, "-addext", names, *files], check=True, capture_output=True)
        for name, text in {"main.cf": MAIN, "master.cf": MASTER, "dovecot.conf": DOVECOT, "oauth2.conf": OAUTH}.items():
            (at / "conf" / name).write_text(text.format(at=at, **ports))
        (at / "conf" / "boxes").write_text("".join(f"{address} -\n" for address in (*PEOPLE, GONE)))
        (at / "conf" / "users").write_text("".join(f"{address}:{{PLAIN}}{secret_of(address)}\n" for address in PEOPLE))
        for name in ("dynamicmaps.cf", "postfix-files"):
            if (own := Path("/etc/postfix", name)).exists():
                shutil.copy(own, at / "conf")
        shutil.chown(at / "state", "postfix")
        shutil.chown(at / "boxes", "mail", "mail")
        subprocess.run(["dovecot", "-c", at / "conf" / "dovecot.conf"], check=True)
        subprocess.run(["postfix", "-c", at / "conf", "start"], check=True, capture_output=True)

    def stop(self) -> None:
        subprocess.run(["postfix", "-c", self.at / "conf", "stop"], check=False, capture_output=True)
        subprocess.run(["doveadm", "-c", self.at / "conf" / "dovecot.conf", "stop"], check=False, capture_output=True)

    def empty(self) -> None:
        """Nobody has mail, and nobody is away."""
        shutil.rmtree(self.at / "boxes")
        (self.at / "boxes").mkdir()
        shutil.chown(self.at / "boxes", "mail", "mail")

    def number_anew(self, address: str) -> None:
        """The server has lost its numbers for the messages, as after a restore: all get new ones."""
        folder = self.at / "boxes" / address / "Maildir"
        for kept in [folder / "dovecot-uidlist", *folder.glob("dovecot.*")]:
            kept.unlink(missing_ok=True)

    def away(self, address: str, words: str) -> None:
        """From now on the mailbox answers by itself that its owner is on holiday."""
        home = self.at / "boxes" / address
        home.mkdir(exist_ok=True)
        (home / "active.sieve").write_text(f'require ["vacation"];\nvacation :days 1 :subject "{words}" "{words}";\n')
        for path in (home, home / "active.sieve"):
            shutil.chown(path, "mail", "mail")

    def send(self, message: EmailMessage | bytes, *, sender: str, to: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp) as server:
            server.sendmail(sender, [to], message if isinstance(message, bytes) else message.as_bytes())

    def fill(self, address: str, originals: list[bytes]) -> None:
        """The messages lie in the mailbox, as if they had been delivered."""
        with self.box_of(address) as box:
            for original in originals:
                box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), original)

    def in_box(self, address: str, folder: str = "INBOX") -> list[EmailMessage]:
        """What lies there now, oldest first."""
        with self.box_of(address) as box:
            box.select(folder, readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            found = [box.fetch(number, "(BODY.PEEK[])")[1][0] for number in numbers]
        return [message_from_bytes(one[1], policy=policy.default) for one in found if isinstance(one, tuple)]  # type: ignore[misc]

    def unseen(self, address: str) -> int:
        with self.box_of(address) as box:
            box.select("INBOX", readonly=True)
            return len(box.search(None, "UNSEEN")[1][0].split())

    def until(self, address: str, holds: Callable[[EmailMessage], bool]) -> EmailMessage:
        """The first message in the mailbox for which this holds, as soon as it is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for message in self.in_box(address):
                if holds(message):
                    return message
            time.sleep(0.05)
        raise AssertionError(f"never came to {address}; there is {[str(one['Subject']) for one in self.in_box(address)]}\n{self.told()}")

    def told(self) -> str:
        """The end of what the servers wrote down."""
        return "\n".join((self.at / name).read_text()[-2000:] for name in ("postfix.log", "dovecot.log") if (self.at / name).exists())

    @contextmanager
    def box_of(self, address: str) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.imap) as box:
            box.login(address, secret_of(address))
            yield box


def secret_of(address: str) -> str:
    return SECRET.format(address.partition("@")[0])


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running mail server in a folder that its own users may enter."""
    at = Path(tempfile.mkdtemp(prefix="vakdesk-mail-", dir="/tmp"))
    at.chmod(0o755)
    server = MailServer(at)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(at, ignore_errors=True)
