"""Hashes of rows: two databases that hold the same rows have the same hashes, whatever their engine and order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, inspect, select

from models import Base

CHUNK = 1000
MODULUS = 1 << 256


@dataclass(frozen=True)
class TableHash:
    """How many rows a table has, and the sum of their SHA-256 modulo 2^256: a sum doesn't ask for an order."""

    rows: int
    hash: str


def row_hashes(connection: Connection) -> dict[str, TableHash]:
    """Return the hash of each table of ours that the database has, by name."""
    there = set(inspect(connection).get_table_names())
    return {table.name: _of(connection, table) for table in Base.metadata.sorted_tables if table.name in there}


def _of(connection: Connection, table: Table) -> TableHash:
    """Hash one table; columns that an older schema doesn't have are left out."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    columns = [column for column in sorted(table.columns, key=lambda c: c.name) if column.name in there]
    rows = total = 0
    found = connection.execution_options(yield_per=CHUNK).execute(select(*columns))
    for row in found:
        rows += 1
        total += int.from_bytes(hashlib.sha256(_written(tuple(row))).digest(), "big")
    return TableHash(rows, f"{total % MODULUS:064x}")


def _written(values: tuple[Any, ...]) -> bytes:
    return json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain).encode()


def _plain(value: Any) -> str:
    """Write what JSON doesn't know."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
    raise TypeError(f"no way to write {type(value).__name__}")
