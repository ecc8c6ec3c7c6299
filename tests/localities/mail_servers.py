"""Mail servers that are no good, for tests: what the product does must not depend on them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent_server() -> Iterator[tuple[str, int]]:
    """Take every connection and never say a word. Gives its host and port."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as server:
        yield server.getsockname()


def nobody_there() -> tuple[str, int]:
    """Return a host and port where every connection is refused."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address: tuple[str, int] = server.getsockname()
    return address
