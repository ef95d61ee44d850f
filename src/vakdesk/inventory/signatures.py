"""A signature as a browser draws it: a small PNG, looked at before anything else reads it."""

import base64
import binascii
import struct

from django.utils.translation import gettext as _

from vakdesk.kit.errors import require

PREFIX = "data:image/png;base64,"
MAGIC = b"\x89PNG\r\n\x1a\n"
LARGEST_BYTES, LARGEST_SIDE = 200_000, 2_000


def decoded(text: str) -> bytes:
    """The bytes of the PNG; b"" for none. Refuses anything else, what is large, and what claims to be larger than a screen."""
    if not text:
        return b""
    sentence = _("The signature did not arrive whole. Sign again, or sign on paper.")
    require(text.startswith(PREFIX) and len(text) < LARGEST_BYTES * 2, sentence, field="signature")
    try:
        picture = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        picture = b""
    require(picture.startswith(MAGIC) and 24 < len(picture) <= LARGEST_BYTES, sentence, field="signature")
    width, height = struct.unpack(">II", picture[16:24])
    require(0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE, sentence, field="signature")
    return picture
