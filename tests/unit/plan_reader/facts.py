"""What a person read in a document against what the reader found: the facts that differ, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.plan_reader.likeness import words_of
from bot.plan_reader.words import plain, trim

_LOOSE = {"label", "text", "content", "presenter", "venue", "submit_to", "position", "organiser_unit", "name"}
"""Facts that may stand in more or fewer words."""
_LISTS = ("sessions", "invitee_groups", "quota_table", "duties", "agenda", "changes")
_HEAD = ("doc_type", "number", "symbol", "issuing_body", "place_and_date_of_signing", "kind", "chair", "organiser_unit")
_LEAST = 0.8


def differences(truth: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the facts of `truth` that `found` has otherwise, those that it has too many, and the wrong anomalies."""
    return [*_head(truth, found), *_lists(truth, found), *_codes(truth["anomaly_codes"], found["anomalies"])]


def _head(truth: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for key in (*_HEAD, "quota_total", "refers_to"):
        if not _same(key, truth.get(key), found[key]):
            yield key
    if not all(_holds(found["title"] or "", words) for words in truth["title_keywords"]):
        yield "title"


def _lists(truth: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for key in _LISTS:
        want, got = truth.get(key, []), found[key]
        if len(want) != len(got):
            yield f"{key}: {len(got)} for {len(want)}"
            continue
        for i, (one, other) in enumerate(zip(want, got, strict=True)):
            yield from (f"{key}.{i}.{name}" for name, value in one.items() if not _same(name, value, other.get(name)))


def _codes(codes: dict[str, list[str]], anomalies: list[dict[str, Any]]) -> Iterator[str]:
    raised = {anomaly["code"] for anomaly in anomalies}
    yield from (f"not raised: {code}" for code in codes["must"] if code not in raised)
    yield from (f"raised: {code}" for code in sorted(raised - {*codes["must"], *codes["may"]}))


def _same(name: str, want: Any, got: Any) -> bool:
    if want in (None, [], "") or got in (None, [], ""):
        return (want in (None, [], "")) == (got in (None, [], ""))
    if isinstance(want, dict):
        return isinstance(got, dict) and all(_same(key, value, got.get(key)) for key, value in want.items())
    if isinstance(want, list):
        return [_folded(item) for item in want] == [_folded(item) for item in got]
    return _holds(got, want) if name in _LOOSE else _folded(want) == _folded(got)


def _folded(value: Any) -> Any:
    return plain(trim(value)) if isinstance(value, str) else value


def _holds(text: str, words: str) -> bool:
    """The one holds most words of the other."""
    a, b = words_of(text), words_of(words)
    return len(a & b) >= _LEAST * min(len(a), len(b)) if a and b else _folded(text) == _folded(words)
