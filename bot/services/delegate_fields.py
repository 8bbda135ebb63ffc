"""The parts of a delegate as they are typed one by one: each is read, or refused with what to mend."""

from __future__ import annotations

from typing import Any

from bot.errors import Refusal
from bot.language.person_names import looks_like_a_name, split_honorific
from bot.language.phones import read_phone
from bot.services.delegate_checks import LONGEST_NAME, LONGEST_POSITION
from models.delegates import MODES

FIELDS = ("full_name", "position", "phone", "mode", "group_id")


def read_name(text: str) -> str:
    """Return a person's full name without the honorific.

    Raises:
        Refusal: it doesn't look like a name, or is over 100 characters.
    """
    _, name = split_honorific(_one_line(text))
    if len(name) > LONGEST_NAME:
        raise Refusal("checks.name_long")
    if not looks_like_a_name(name):
        raise Refusal("checks.name_not_like_a_name")
    return name


def read_position(text: str) -> str:
    """Return an office (chức vụ).

    Raises:
        Refusal: it is missing or over 200 characters.
    """
    office = _one_line(text)
    if not office:
        raise Refusal("checks.missing_office")
    if len(office) > LONGEST_POSITION:
        raise Refusal("checks.too_long")
    return office


def read_number(text: str) -> str:
    """Return a phone number in E.164.

    Raises:
        Refusal: it isn't one.
    """
    number = read_phone(text)
    if number is None:
        raise Refusal("checks.bad_phone")
    return number


def read_field(field: str, text: str) -> Any:
    """Return the new value of a field that was typed.

    Raises:
        Refusal: what to mend.
    """
    readers = {"full_name": read_name, "position": read_position, "phone": read_number}
    if field not in readers:
        raise Refusal("delegate_drafts.please_tap")
    return readers[field](text)


def chosen_field(field: str, word: str) -> Any:
    """Return the new value of a field that was tapped: a mode, a group's id, or no phone.

    Raises:
        Refusal: the button isn't one of ours.
    """
    if field == "mode" and word in MODES:
        return word
    if field == "group_id" and word.isdecimal():
        return int(word)
    if field == "phone" and not word:
        return None
    raise Refusal("common.old_button")


def _one_line(text: str) -> str:
    if "\n" in text:
        raise Refusal("delegate_drafts.one_line")
    return text.strip()
