"""What asyncpg raises where a connection is lost or of no use any more: make a new one."""

from __future__ import annotations

from asyncpg import exceptions

# The last is "unexpected" to asyncpg: a process that stood still while its connection was ended may meet it.
LOST = (OSError, exceptions.PostgresError, exceptions.InterfaceError, exceptions.InternalClientError)
