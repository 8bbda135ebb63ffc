"""Checks calls against the machine-readable Bot API (form: methods and models with params, generics with subtypes).

A param is {name, type: [alternatives], optional, description}; an alternative is int, str, bool, float, true, file,
the name of a model or generic, or ["array", [alternatives]].
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.playground.telegram.params import Params

_CONSTANT = re.compile(r"(?:must be|always) [\"“]?([a-z_]+)[\"”]?$")
_PLAIN: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "str": (str,),
    "bool": (bool,),
    "true": (bool,),
}
_WRITTEN = {
    "str": r"(?s).*",
    "file": r"(?s).*",
    "int": r"-?\d+",
    "float": r"-?\d+(\.\d+)?",
    "bool": r"true|false",
    "true": r"true",
}


class Schema:
    """What the Bot API's documentation says about parameters."""

    def __init__(self, api: dict[str, Any]) -> None:
        self._methods = {method["name"]: _by_name(method) for method in api["methods"]}
        self._models = {model["name"]: _by_name(model) for model in api["models"]}
        self._generics = {generic["name"]: generic["subtypes"] for generic in api["generics"]}

    @classmethod
    def read(cls, path: Path) -> Schema:
        """Read the description from a JSON file."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def problems(self, method: str, params: Params) -> list[str]:
        """Return what is wrong with a call, one sentence each; nothing for a call as documented."""
        known = self._methods.get(method)
        if known is None:
            return [f"there is no method {method}"]
        found = [
            problem
            for name, value in params.values.items()
            for problem in (
                self._given(value, known[name]["type"], name, params) if name in known else [f"{name}: unknown field"]
            )
        ]
        present = set(params.values) | set(params.uploads)
        return found + _missing(known, present, "") + self._loose_uploads(known, params)

    def _given(self, value: Any, types: list[Any], where: str, params: Params) -> list[str]:
        if params.from_json or not isinstance(value, str):
            return self._any_of(value, types, where)
        if any(_written_as(str(kind), value) for kind in types):
            return []
        try:
            structure = json.loads(value)
        except ValueError:
            return [f"{where}: {value!r} is not {_named(types)}"]
        return self._any_of(structure, types, where)

    def _any_of(self, value: Any, types: list[Any], where: str) -> list[str]:
        found = [self._one(value, kind, where) for kind in types]
        return [] if not all(found) else min(found, key=len)

    def _one(self, value: Any, kind: Any, where: str) -> list[str]:
        if isinstance(kind, list):
            return self._array(value, kind[1], where)
        if kind in _PLAIN:
            right = isinstance(value, _PLAIN[kind]) and (kind in {"bool", "true"}) == isinstance(value, bool)
            return [] if right else [f"{where}: {value!r} is not {kind}"]
        if kind in self._generics:
            return self._any_of(value, self._generics[kind], where)
        if kind in self._models:
            return self._model(value, kind, where)
        return [] if isinstance(value, str) else [f"{where}: {value!r} is not {kind}"]

    def _array(self, value: Any, types: list[Any], where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: {value!r} is not an array"]
        split = [name for kind in types for name in (kind.split(", ") if isinstance(kind, str) else [kind])]
        return [problem for at, item in enumerate(value) for problem in self._any_of(item, split, f"{where}[{at}]")]

    def _model(self, value: Any, name: str, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is not {name}"]
        known = self._models[name]
        found = _missing(known, set(value), f"{where}.")
        for key, item in value.items():
            if key not in known:
                found.append(f"{where}.{key}: unknown field of {name}")
            elif (constant := _CONSTANT.search(known[key]["description"])) and item != constant[1]:
                found.append(f"{where}.{key}: {item!r} is not {constant[1]!r}")
            else:
                found += self._any_of(item, known[key]["type"], f"{where}.{key}")
        return found

    @staticmethod
    def _loose_uploads(known: dict[str, Any], params: Params) -> list[str]:
        attached = " ".join(str(value) for value in params.values.values())
        return [
            f"{name}: uploaded, but no parameter"
            for name in params.uploads
            if not ("file" in known.get(name, {}).get("type", []) or f"attach://{name}" in attached)
        ]


def _by_name(described: dict[str, Any]) -> dict[str, Any]:
    return {param["name"]: param for param in described["params"]}


def _missing(known: dict[str, Any], present: set[str], prefix: str) -> list[str]:
    return [
        f"{prefix}{name}: missing" for name, param in known.items() if not param["optional"] and name not in present
    ]


def _named(types: list[Any]) -> str:
    return " or ".join(kind if isinstance(kind, str) else "an array" for kind in types)


def _written_as(kind: str, value: str) -> bool:
    return kind in _WRITTEN and re.fullmatch(_WRITTEN[kind], value) is not None
