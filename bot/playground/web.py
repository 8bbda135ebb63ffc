"""The chat page in the browser: http://127.0.0.1:PORT/k/<key>/."""

from __future__ import annotations

import mimetypes
import secrets
import tomllib
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.playground.cast import CAST, Member
from bot.playground.controls import STEPS, Controls
from bot.playground.events import Events
from bot.playground.guard import add_headers, guard
from bot.playground.telegram import ApiError, Change, SimulatedTelegram
from bot.playground.telegram.files import UPLOAD_LIMIT
from bot.playground.tour import STEPS as TOUR
from bot.playground.tour import Tour
from bot.playground.views import chat_view, message_view, people_view, unread
from bot.playground.wishes import carry_out

SAMPLE = files("bot.playground") / "province" / "ke_hoach_hoi_nghi.docx"
PAGE = files("bot.playground") / "page"
SCRIPTS = tuple(file.name for file in PAGE.iterdir() if file.name.endswith((".js", ".css")))
LANGUAGES = ("vi", "en")


class ChatPage:
    """Serves the page and carries out on `telegram` what is done on it."""

    def __init__(self, telegram: SimulatedTelegram, cast: tuple[Member, ...] = CAST, key: str | None = None) -> None:
        self.controls = Controls()
        self.key = key or secrets.token_urlsafe(16)
        self._telegram = telegram
        self._cast = cast
        self._read: dict[int, int] = {}
        self._events = Events()
        self._tour = Tour(telegram, cast, lambda: self._events.send({"kind": "tour"}))
        self._runner: web.AppRunner | None = None

    def take(self, controls: Controls) -> None:
        """Give the page its powers, and let open windows know."""
        self.controls = controls
        self._events.send({"kind": "clock"})

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; return the address to open (port 0 takes a free one)."""
        app = web.Application(middlewares=[guard(self.key)], client_max_size=UPLOAD_LIMIT)
        app.on_response_prepare.append(add_headers)
        app.add_routes(self._routes())
        self._telegram.on_change(self._changed)
        self._telegram.world.clock.on_move(lambda: self._events.send({"kind": "clock"}))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return f"http://{host}:{self._runner.addresses[0][1]}/k/{self.key}/"

    async def stop(self) -> None:
        """End the live updates and stop listening."""
        self._events.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _routes(self) -> list[web.RouteDef]:
        home = "/k/{key}/"
        return [
            web.get(home, _static("index.html")),
            *(web.get(home + name, _static(name)) for name in SCRIPTS),
            web.get(home + "labels", self._labels),
            web.get(home + "people", self._people),
            web.get(home + "chat/{id:\\d+}", self._chat),
            web.get(home + "clock", self._clock),
            web.get(home + "events", self._events.stream),
            web.get(home + "file/{id}", self._file),
            web.get(home + "tour", self._steps),
            web.post(home + "clock", self._advance),
            web.post(home + "restart", self._restart),
            web.post(home + "act/{id:\\d+}", self._act),
            web.post(home + "upload/{id:\\d+}", self._upload),
            web.post(home + "sample/{id:\\d+}", self._sample),
        ]

    async def _labels(self, _request: web.Request) -> web.Response:
        read = {name: tomllib.loads((PAGE / f"{name}.toml").read_text(encoding="utf-8")) for name in LANGUAGES}
        return web.json_response({"labels": read, "bot": self._telegram.world.bot.username})

    async def _people(self, _request: web.Request) -> web.Response:
        return web.json_response(people_view(self._telegram, self._cast, self._read))

    async def _chat(self, request: web.Request) -> web.Response:
        return web.json_response(chat_view(self._telegram, self._cast, self._person(request)))

    async def _clock(self, request: web.Request) -> web.Response:
        language = request.query.get("language", LANGUAGES[0])
        if language not in LANGUAGES:
            raise web.HTTPBadRequest
        upcoming = [{"at": ping.at.timestamp(), "text": ping.text} for ping in await self.controls.upcoming(language)]
        return web.json_response(
            {
                "now": self._telegram.world.clock.now().timestamp(),
                "upcoming": upcoming,
                "movable": self.controls.advance is not None,
                "running": self.controls.running(),
            }
        )

    async def _steps(self, _request: web.Request) -> web.Response:
        return web.json_response({"steps": list(TOUR), "done": self._tour.done})

    async def _restart(self, _request: web.Request) -> web.Response:
        """Ask for a clean world; this page ends with the old one, and the next answers at the same address."""
        if self.controls.restart is None:
            raise web.HTTPConflict
        self.controls.restart()
        return web.json_response({})

    async def _advance(self, request: web.Request) -> web.Response:
        step = (await request.json()).get("step")
        if step not in STEPS:
            raise web.HTTPBadRequest
        if self.controls.advance is None:
            raise web.HTTPConflict
        if step == "next_ping":
            self._tour.moved_to_ping()
        await self.controls.advance(step)
        return web.json_response({})

    async def _act(self, request: web.Request) -> web.Response:
        user, wish = self._person(request), await request.json()
        match wish:
            case {"act": "read", "message": int(message)}:
                self._read[user] = max(message, self._read.get(user, 0))
            case _:
                await carry_out(self._telegram, user, wish)
        return web.json_response({})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField):
            raise web.HTTPBadRequest
        mime = mimetypes.guess_type(file.filename)[0] or file.content_type
        try:
            await self._telegram.user_sends_document(
                self._person(request), file.filename, file.file.read(), mime, str(form.get("caption", ""))
            )
        except ApiError:
            raise web.HTTPBadRequest from None
        return web.json_response({})

    async def _sample(self, request: web.Request) -> web.Response:
        """Send the invented province's plan as this person, so that a visitor needs no file of their own."""
        mime = mimetypes.guess_type(SAMPLE.name)[0] or "application/octet-stream"
        await self._telegram.user_sends_document(self._person(request), SAMPLE.name, SAMPLE.read_bytes(), mime)
        return web.json_response({})

    async def _file(self, request: web.Request) -> web.Response:
        try:
            file = self._telegram.world.files.get(request.match_info["id"])
        except ApiError:
            raise web.HTTPNotFound from None
        mime = file.mime if file.mime in {"image/png", "image/jpeg"} else "application/octet-stream"
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.data, content_type=mime, headers={"Content-Disposition": disposition})

    def _person(self, request: web.Request) -> int:
        user_id = int(request.match_info["id"])
        if all(member.id != user_id for member in self._cast):
            raise web.HTTPNotFound
        return user_id

    def _changed(self, change: Change) -> None:
        event: dict[str, Any] = {"kind": change.kind, "chat": change.chat_id, "text": change.text}
        chat = self._telegram.world.chats.get(change.chat_id)
        if chat is None or change.kind == "toast":
            self._events.send({**event, "alert": change.alert})
            return
        message = chat.messages.get(change.message_id or 0)
        event |= {
            "id": change.message_id,
            "message": message_view(message, self._telegram, self._cast) if message else None,
            "keyboard": (chat.keyboard or {}).get("keyboard", []),
            "unread": unread(self._telegram, chat.id, self._read.get(chat.id, 0)),
        }
        self._events.send(event)


def _static(name: str) -> Any:
    async def serve(_request: web.Request) -> web.Response:
        mime = mimetypes.guess_type(name)[0] or "text/plain"
        return web.Response(text=(PAGE / name).read_text(encoding="utf-8"), content_type=mime)

    return serve
