"""Ports that nobody listens on."""

import socket


def free_port() -> int:
    """Find a port of this machine that is free just now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
