"""What must be kept and never shown: passwords for other servers. Stored under a key made from the desk's own secret.

A backup holds them sealed and not the key, so a desk restored elsewhere asks for them again.
"""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

_PURPOSE = b"vakdesk.kit.secrets"


class Unreadable(Exception):
    """The secrets were sealed under another key."""


def seal(secrets: dict[str, Any]) -> str:
    """The secrets as text that only this desk can open; "" for none."""
    return _keys().encrypt(json.dumps(secrets).encode()).decode() if secrets else ""


def unseal(sealed: str) -> dict[str, Any]:
    """What was sealed, also under an earlier key named in SECRET_KEY_FALLBACKS. Raises Unreadable otherwise."""
    if not sealed:
        return {}
    try:
        opened: dict[str, Any] = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        raise Unreadable from None
    return opened


def _keys() -> MultiFernet:
    return MultiFernet([_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key_from(secret: str | bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(force_bytes(secret))))
