"""What kind of file some bytes are."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OOXML = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_BOXED = (b"WEBP", b"ftyp")
"""WebP inside RIFF, and the pictures of telephones (HEIF, ISO 14496-12): their mark stands after a length."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_LOOKED_AT = 4096
_ODD = 0.02
"""The share of control characters from which bytes are no text."""


class Kind(StrEnum):
    """The kinds that can be read."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


def kind_of(data: bytes) -> Kind:
    """Return the kind by content: the signature, else text when it holds no zero bytes.

    Raises:
        Unreadable: nothing in it, an old or locked Word file, a picture (sound or not), or something else altogether.
    """
    if not data.strip():
        raise Unreadable("plan_reader.empty")
    if data.startswith(_OLE):
        raise Unreadable(_ole_problem(data))
    if data.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_PICTURES) or data[8:12] in _BOXED or data[4:8] in _BOXED:
        raise Unreadable("plan_reader.picture")
    if data.startswith(b"{\\rtf") or not (data.startswith(_WIDE) or _is_text(data)):
        raise Unreadable("plan_reader.wrong_kind")
    return Kind.TXT


def _is_text(data: bytes) -> bool:
    """Text holds no zero byte and hardly a control character; the middle of a torn picture or program holds many."""
    looked_at = data[:_LOOKED_AT]
    odd = len(looked_at) - len(looked_at.translate(None, _CONTROL))
    return b"\x00" not in data and odd <= _ODD * len(looked_at)


def _ole_problem(data: bytes) -> str:
    """Word locks a .docx by wrapping it into an OLE file (MS-OFFCRYPTO), the container of the old .doc."""
    if _ENCRYPTED_OOXML in data:
        return "plan_reader.locked"
    return "plan_reader.old_word" if _OLD_WORD in data else "plan_reader.wrong_kind"
