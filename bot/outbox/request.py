"""Requests to the Bot API by aiohttp, behind python-telegram-bot's own door for that (telegram.request.BaseRequest).

PTB's usual client costs a call more than all else that a press needs, and far more with many calls in flight: its pool
walks over every connection at every request (docs/benchmarks.md).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
"""Causes of an error by which the request surely never left."""

TOKEN = re.compile(rb"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)

KEPT = 30.0
"""Seconds for which a connection that nobody uses stays open."""


class Request(BaseRequest):
    """One pool of up to `connections` to `url`; `connect` and `read` are the usual time-outs, in seconds.

    A proxy that the environment names is used, and the certificates that httpx trusts are trusted, as by PTB itself.
    """

    def __init__(self, url: str, *, connections: int, connect: float = 10.0, read: float = 20.0) -> None:
        self._url = url
        self._connections = connections
        self._connect = connect
        self._read = read
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The usual time-out of an answer, in seconds."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            secure = httpx.create_ssl_context() if self._url.startswith("https:") else True
            pool = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEPT, ssl=secure)
            jar = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(connector=pool, cookie_jar=jar, proxy=_proxy(self._url))

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(  # noqa: PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        Writing counts as waiting for the answer, and waiting for a place in the pool as connecting.

        Raises:
            TimedOut, NetworkError: there was none; the cause tells whether the request left (`NOT_SENT`). Only the
                name of the cause is in the text: its own words may hold the address, and so the token.
        """
        assert self._session is not None, "not initialised"
        default = BaseRequest.DEFAULT_NONE
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=self._connect if connect_timeout is default else connect_timeout,
            sock_read=self._read if read_timeout is default else read_timeout,
        )
        body = _body(request_data)
        try:
            async with self._session.request(method, url, data=body, timeout=timeout, allow_redirects=False) as answer:
                return answer.status, await answer.read() if answer.ok else without_token(await answer.read())
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error


def without_token(body: bytes) -> bytes:
    """Take a token out of an error's words: a gateway may quote the address, which holds it, and errors are kept."""
    return TOKEN.sub(b"<token>", body)


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    """Return the parameters as a form, with the files among them."""
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    if data.contains_files:
        for name, (filename, content, kind) in data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _proxy(url: str) -> str | None:
    """Return the proxy that the environment names for `url`."""
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
