"""The refusals of the Bot API, as values: code, description and parameters of the answer."""

from __future__ import annotations


class ApiError(Exception):
    """A call that the server refuses: HTTP status `code`, the `description` and the answer's `parameters`.

    The wording is that of the Bot API server (tdlib/telegram-bot-api), since clients look at it.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """Return the 400 of a wrong parameter."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return the 403 of a chat that the bot can't reach."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Return the 409 of two ways of fetching updates at once."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Return the 429 that asks to wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(chat_id: int) -> ApiError:
    """Return the 400 of a group that became the supergroup `chat_id`."""
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)
