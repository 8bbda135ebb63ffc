"""The parameters of one call, from a query, a form, a multipart form or JSON; in the types that a method asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.telegram.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart form."""

    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """Values as they came (in a form all are strings), and the uploaded parts by their name."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)
    from_json: bool = False

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a whole number; raises `ApiError` 400 where it is missing (and has no default) or none."""
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request("chat not found" if name.endswith("chat_id") else f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; missing is no."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """Return a list or an object, which a form carries as JSON; None where it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the uploaded part of a file parameter, also where it is named by attach://."""
        reference = self.text(name)
        return self.uploads.get(reference.removeprefix("attach://") if reference else name)

    def plain(self) -> dict[str, Any]:
        """Return what can be shown: values, and uploads by file name."""
        return {**self.values, **{name: upload.name for name, upload in self.uploads.items()}}


async def read_params(request: web.Request) -> Params:
    """Read the parameters of a request in any form that the Bot API takes."""
    params = Params(dict(request.query))
    if request.content_type == "application/json":
        body = await request.read()
        params.values.update(_json_object(body))
        params.from_json = True
        return params
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params.uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params.values[name] = value if isinstance(value, str) else bytes(value).decode()
    return params


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse the request as a JSON object")
    return value
