"""A small terminal for the running project: ``manage.py``, ``flask``, ``python``, ``pip``, ``ls`` …

A command runs in the interpreter that the program runs in, so it sees what the program has loaded.
There is one interpreter and no thread, so a command that asks something can't wait for the answer:
it is taken back, and run again from its beginning once there is one (see ``session``).
"""

from .completion import complete_line
from .session import terminal

__all__ = ["complete_line", "terminal"]
