"""The simulated Bot API server: HTTP on loopback in front, `World` behind."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.playground.telegram.acts import Acts
from bot.playground.telegram.calls import Call, Fault, FaultRule, Violation
from bot.playground.telegram.errors import ApiError, bad_request
from bot.playground.telegram.files import UPLOAD_LIMIT
from bot.playground.telegram.limits import Limits
from bot.playground.telegram.methods import METHODS, fetching
from bot.playground.telegram.params import Params, read_params
from bot.playground.telegram.records import Change, Chat, User
from bot.playground.telegram.schema import Schema
from bot.playground.telegram.webhook import WebhookSender
from bot.playground.telegram.world import World


class SimulatedTelegram(Acts):
    """A Telegram for one bot, on this machine only.

    `schema` is the machine-readable Bot API (a JSON file): with it every call is checked, and what is wrong is kept in
    `violations` and answered 400. `faults` are asked in order what goes wrong with a call. Every call is in `calls`.
    """

    def __init__(
        self,
        token: str,
        *,
        clock: Clock,
        limits: Limits | None = None,
        schema: Path | None = None,
        username: str = "dieuphoi_bot",
        webhook_retry_seconds: float = 0.2,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "Điều Phối", username=username, is_bot=True)
        super().__init__(World(bot, clock, limits or Limits()))
        self.token = token
        self.address = ""
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.faults: list[FaultRule] = []
        self.webhook = WebhookSender(self.world.updates, self.world.timestamp, retry_seconds=webhook_retry_seconds)
        self._schema = Schema.read(schema) if schema else None
        self._observers: list[Callable[[Call], None]] = []
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; return the base address (port 0 takes a free one)."""
        app = web.Application(client_max_size=UPLOAD_LIMIT + 1_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, host, port)
        await self._site.start()
        self.address = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.address

    async def refuse_connections(self) -> Callable[[], Awaitable[None]]:
        """Cut every connection and refuse new ones; what is returned listens again, at the same address."""
        runner = self._runner
        assert runner is not None, "not started"
        assert runner.server is not None, "not started"
        host, port = runner.addresses[0][:2]
        await self._site.stop()
        for connection in runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

        async def listen() -> None:
            self._site = web.TCPSite(runner, host, port)
            await self._site.start()

        return listen

    async def stop(self) -> None:
        """End every waiting call and stop listening."""
        self.world.updates.close()
        await self.webhook.set(None)
        if self._runner is not None:
            await self._runner.cleanup()

    def add_user(
        self,
        user_id: int,
        first_name: str,
        last_name: str = "",
        *,
        language_code: str = "vi",
        phone: str = "",
        username: str = "",
    ) -> User:
        """Let a person exist; the bot can't write to them before they wrote to it."""
        user = User(user_id, first_name, last_name, language_code, phone, username)
        about = {key: value for key, value in user.to_api().items() if key in {"first_name", "last_name", "username"}}
        self.world.users[user_id] = user
        self.world.chats[user_id] = Chat(user_id, {"type": "private", **about})
        return user

    def add_group(self, chat_id: int, title: str) -> Chat:
        """Let a group exist (negative id) that the bot is a member of."""
        kind = "supergroup" if chat_id <= -1_000_000_000_000 else "group"
        self.world.chats[chat_id] = Chat(chat_id, {"type": kind, "title": title}, started=True)
        return self.world.chats[chat_id]

    def on_change(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change in a chat; the returned function ends that."""
        return self.world.on_change(listener)

    def on_answer(self, observer: Callable[[Call], None]) -> None:
        """Call `observer` after each call of the bot was answered (or cut off)."""
        self._observers.append(observer)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _answer_error(ApiError(401, "Unauthorized"))
        try:
            params = await read_params(request)
        except ApiError as error:
            return _answer_error(error)
        call = Call(request.match_info["method"], params.plain(), self.world.clock.now())
        self.calls.append(call)
        fault = next((found for rule in self.faults if (found := rule(call))), None)
        response = await (self._carry_out(call, params) if fault is None else self._spoil(request, call, params, fault))
        call.status = response.status if request.transport and not request.transport.is_closing() else 0
        for observer in tuple(self._observers):
            observer(call)
        return response

    async def _carry_out(self, call: Call, params: Params) -> web.Response:
        try:
            self._check(call.method, params)
            call.result = await self._result(call.method, params)
        except ApiError as error:
            call.description = error.description
            return _answer_error(error)
        call.applied = True
        return web.json_response({"ok": True, "result": call.result})

    def _check(self, method: str, params: Params) -> None:
        problems = self._schema.problems(method, params) if self._schema else []
        self.violations += [Violation(method, problem) for problem in problems]
        if problems and not problems[0].startswith("there is no method"):
            raise bad_request("; ".join(problems))

    async def _result(self, method: str, params: Params) -> Any:
        updates = self.world.updates
        if method == "getUpdates":
            return await fetching.get_updates(updates, params)
        if method == "setWebhook":
            return await fetching.set_webhook(updates, self.webhook, params)
        if method == "deleteWebhook":
            return await fetching.delete_webhook(updates, self.webhook, params)
        if method == "getWebhookInfo":
            return fetching.webhook_info(updates, self.webhook)
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        return METHODS[method](self.world, params)

    async def _spoil(self, request: web.Request, call: Call, params: Params, fault: Fault) -> web.Response:
        response = await self._carry_out(call, params) if fault.applied else None
        await fault.wait()
        if fault.cut and request.transport is not None:
            request.transport.abort()
        if response is not None and fault.broken_json:
            return web.Response(
                body=response.body[: len(response.body) // 2] if isinstance(response.body, bytes) else b""
            )
        if fault.body:
            return web.Response(status=fault.status or 200, text=fault.body, content_type="text/html")
        if response is not None and fault.status is None:
            return response
        parameters = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
        return _answer_error(ApiError(fault.status or 500, fault.description, **parameters))

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _answer_error(ApiError(401, "Unauthorized"))
        file = self.world.files.at(request.match_info["path"])
        if file is None:
            return _answer_error(ApiError(404, "Not Found"))
        return web.Response(body=file.data, content_type="application/octet-stream")


def _answer_error(error: ApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.Response(status=error.code, text=json.dumps(body), content_type="application/json")
