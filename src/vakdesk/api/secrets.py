"""Making tokens, and knowing them again. A secret has 256 random bits, so its plain digest gives nothing away."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

PREFIX = "vd"
#: What a token looks like, for those who search logs and repositories for lost ones.
PATTERN = re.compile(r"vd_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Fresh:
    """A token as it is shown, once; `handle` and `digest` are kept."""

    text: str
    handle: str
    digest: str


def fresh() -> Fresh:
    handle = "".join(secrets.choice(_ALPHABET) for _each in range(12))
    secret = secrets.token_urlsafe(32)
    return Fresh(f"{PREFIX}_{handle}_{secret}", handle, digest_of(secret))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def fits(secret: str, digest: str) -> bool:
    return hmac.compare_digest(digest_of(secret), digest)
