"""Who may look at the chat page: only this machine's browser, at the address with the key.

Another site in the same browser can send requests to loopback; so the key stands in the address, and a foreign
Origin or Host (a rebound name) is turned away.
"""

from __future__ import annotations

import hmac

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guard(key: str) -> Middleware:
    """Return the middleware that answers 403 unless key, Host and Origin are ours."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _allowed(request, key):
            return web.Response(status=403, headers=HEADERS)
        return await handler(request)

    return check


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Forbid the page everything that it doesn't need (a signal of aiohttp)."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _allowed(request: web.Request, key: str) -> bool:
    port = request.transport.get_extra_info("sockname")[1] if request.transport else 0
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    origin = request.headers.get("Origin")
    parts = request.path.split("/")
    given = parts[2] if len(parts) > 3 and parts[1] == "k" else ""
    return (
        request.host in hosts
        and (origin is None or origin in {f"http://{host}" for host in hosts})
        and request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}
        and hmac.compare_digest(given.encode(), key.encode())
    )
