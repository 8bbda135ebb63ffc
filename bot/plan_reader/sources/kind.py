"""What kind of file some bytes are."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OOXML = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Kind(StrEnum):
    """The kinds that can be read."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


def kind_of(data: bytes) -> Kind:
    """Return the kind by content: the signature, else text when it holds no zero bytes.

    Raises:
        Unreadable: nothing in it, an old or locked Word file, or something else altogether.
    """
    if not data.strip():
        raise Unreadable("plan_reader.empty")
    if data.startswith(_OLE):
        raise Unreadable(_ole_problem(data))
    if data.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"{\\rtf") or (b"\x00" in data and not data.startswith(_WIDE)):
        raise Unreadable("plan_reader.wrong_kind")
    return Kind.TXT


def _ole_problem(data: bytes) -> str:
    """Word locks a .docx by wrapping it into an OLE file (MS-OFFCRYPTO), the container of the old .doc."""
    if _ENCRYPTED_OOXML in data:
        return "plan_reader.locked"
    return "plan_reader.old_word" if _OLD_WORD in data else "plan_reader.wrong_kind"
