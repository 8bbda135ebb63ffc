"""What a child may not do, for the tests of `bot.confined`: it does what its input tells it to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from bot.confined import serve
from bot.errors import Unreadable


def work(told: bytes) -> bytes:
    match told:
        case b"environment":
            return json.dumps(dict(os.environ)).encode()
        case b"arguments":
            return json.dumps(sys.argv[3:]).encode()
        case b"write":
            with tempfile.TemporaryFile() as file:
                file.write(b"a line")
        case b"memory":
            return bytes(bytearray(1024 * 1024 * 1024))
        case b"unreadable":
            raise Unreadable("plan_reader.empty", pages=3)
        case b"compute":
            while True:
                pass
        case b"program":
            subprocess.run(["sleep", "600"], check=True)
    return told


if __name__ == "__main__":
    sys.exit(serve(work))
