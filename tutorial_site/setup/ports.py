"""Whether a server can be started at an address, asked before it is tried."""

import errno
import os
import socket

from tutorial_site.setup import SetupError

HIGHEST_PORT = 65535


def port_number(text: str) -> int:
    """The port that a person typed. Raises SetupError for anything that can't be one."""
    if text.isdecimal() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise SetupError(f"PORT={text} is not a port: give a number from 1 to {HIGHEST_PORT}.")


def require_free(host: str, port: int) -> None:
    """Raise SetupError, naming what to type instead, if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if os.name == "posix":
            # As the server will: an address that has only just been given up is free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            raise SetupError(_advice(host, port, error)) from error


def _advice(host: str, port: int, error: OSError) -> str:
    other = port + 1 if port < HIGHEST_PORT else port - 1
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is already in use. Stop what is using it, or take another one:\n"
            f"    PORT={other} make run          (or: python manage.py serve --port {other})"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to you: ports below 1024 are the system's. PORT=8000 is."
    return f"Nothing can listen on {host} port {port}: {error.strerror or error}."
