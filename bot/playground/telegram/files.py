"""The files that lie on the simulated server."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from bot.playground.telegram.errors import bad_request

UPLOAD_LIMIT = 50_000_000
DOWNLOAD_LIMIT = 20_000_000


@dataclass(frozen=True)
class StoredFile:
    """A file as the server keeps it; `path` is the last part of its download address."""

    file_id: str
    file_unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    def to_api(self) -> dict[str, Any]:
        """Return the parts that the Bot API's Document, PhotoSize and File have in common."""
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": len(self.data)}


class Files:
    """Files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def add(self, name: str, data: bytes, mime: str, folder: str = "documents") -> StoredFile:
        """Keep a file; raises `ApiError` 400 above 50 MB or when it is empty."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise bad_request("file is too big")
        number, unique = next(self._numbers), hashlib.sha256(data).hexdigest()[:16]
        path = f"{folder}/file_{number}{PurePosixPath(name).suffix}"
        stored = StoredFile(f"SimulatedFile{number:06d}{unique}", unique, path, name, mime, data)
        self._by_id[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return the file; raises `ApiError` 400 for an id that was never given out."""
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        """Return the file with this download path, if there is one."""
        return next((file for file in self._by_id.values() if file.path == path), None)


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG in pixels; raises `ApiError` 400 for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
