from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.playground.telegram import SimulatedTelegram
from bot.playground.telegram.params import Params, Upload
from bot.playground.telegram.schema import Schema


def field(name: str, *types: Any, optional: bool = False, description: str = "") -> dict[str, Any]:
    return {"name": name, "type": list(types), "optional": optional, "description": description}


def rows_of(item: str) -> list[Any]:
    return ["array", [["array", [item]]]]


API = {
    "methods": [
        {
            "name": "sendMessage",
            "params": [
                field("chat_id", "int", "str"),
                field("text", "str"),
                field("parse_mode", "str", optional=True),
                field("disable_notification", "bool", optional=True),
                field("reply_markup", "InlineKeyboardMarkup", optional=True),
            ],
        },
        {"name": "sendDocument", "params": [field("chat_id", "int"), field("document", "file", "str")]},
        {"name": "setMyCommands", "params": [field("scope", "BotCommandScope", optional=True)]},
        {"name": "getUpdates", "params": [field("allowed_updates", ["array", ["str"]], optional=True)]},
        {"name": "getMe", "params": []},
    ],
    "models": [
        {"name": "InlineKeyboardMarkup", "params": [field("inline_keyboard", rows_of("InlineKeyboardButton"))]},
        {
            "name": "InlineKeyboardButton",
            "params": [field("text", "str"), field("callback_data", "str", optional=True)],
        },
        {"name": "BotCommandScopeDefault", "params": [field("type", "str", description="Scope type, must be default")]},
        {
            "name": "BotCommandScopeChat",
            "params": [field("type", "str", description="Scope type, must be chat"), field("chat_id", "int")],
        },
    ],
    "generics": [{"name": "BotCommandScope", "subtypes": ["BotCommandScopeDefault", "BotCommandScopeChat"]}],
}


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("sendMessage", {"chat_id": "2001", "text": "12"}),
        ("sendMessage", {"chat_id": "@x", "text": "x", "disable_notification": "true"}),
        ("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": "x"}]]}'}),
        ("setMyCommands", {"scope": '{"type": "chat", "chat_id": 5}'}),
        ("setMyCommands", {"scope": '{"type": "default"}'}),
        ("getUpdates", {"allowed_updates": '["message"]'}),
    ],
)
def test_calls_as_documented(method: str, values: dict[str, str]) -> None:
    assert Schema(API).problems(method, Params(values)) == []


@pytest.mark.parametrize(
    ("method", "values", "problem"),
    [
        ("sendMessage", {"chat_id": "1"}, "text: missing"),
        ("sendMessage", {"chat_id": "1", "text": "x", "colour": "red"}, "colour: unknown field"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "disable_notification": "maybe"},
            "disable_notification: 'maybe' is not bool",
        ),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": "[]"},
            "reply_markup: [] is not InlineKeyboardMarkup",
        ),
        ("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": "{}"}, "reply_markup.inline_keyboard: missing"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"text": 5}]]}'},
            "reply_markup.inline_keyboard[0][0].text: 5 is not str",
        ),
        ("setMyCommands", {"scope": '{"type": "nobody"}'}, "scope.type: 'nobody' is not 'default'"),
        ("sendDocument", {"chat_id": "x", "document": "id"}, "chat_id: 'x' is not int"),
        ("sendDocument", {"chat_id": "1"}, "document: missing"),
        ("getUpdates", {"allowed_updates": "message"}, "allowed_updates: 'message' is not an array"),
        ("getUpdates", {"allowed_updates": "[1]"}, "allowed_updates[0]: 1 is not str"),
        ("sendNothing", {}, "there is no method sendNothing"),
    ],
)
def test_calls_against_the_documentation(method: str, values: dict[str, str], problem: str) -> None:
    assert Schema(API).problems(method, Params(values)) == [problem]


def test_json_bodies_are_held_to_their_types() -> None:
    problems = Schema(API).problems("sendMessage", Params({"chat_id": 1, "text": 12}, from_json=True))
    assert problems == ["text: 12 is not str"]


def test_an_upload_belongs_to_a_parameter() -> None:
    upload = Upload("a.txt", "text/plain", b"x")
    schema = Schema(API)
    assert schema.problems("sendDocument", Params({"chat_id": "1"}, {"document": upload})) == []
    assert schema.problems("sendDocument", Params({"chat_id": "1", "document": "attach://a"}, {"a": upload})) == []
    assert schema.problems("getMe", Params({}, {"a": upload})) == ["a: uploaded, but no parameter"]


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "api.json"
    path.write_text(json.dumps(API), encoding="utf-8")
    return path


async def test_violations_are_kept_and_refused(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_sends_text(2001, "/start")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x", api_kwargs={"size": 2})]])
    with pytest.raises(BadRequest, match=r"(?i)unknown field of InlineKeyboardButton"):
        await api.send_message(2001, "Chào", reply_markup=keyboard)
    assert [violation.method for violation in telegram.violations] == ["sendMessage"]
    await api.send_message(2001, "Chào")
    assert len(telegram.violations) == 1
