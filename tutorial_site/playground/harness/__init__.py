"""Runs a learner's Flask, Django or plain Python program and plays the browser to it.

The same package serves three places: the browser's Python (Pyodide), the content tests and the
command line. It knows nothing of the site, and imports no framework before a program needs one.

    run = start({"framework": "flask", "files": {"app.py": "..."}}, emit=print)
    run.report["ok"]                          # did it start?
    run.visit({"method": "GET", "path": "/"})  # {"exchanges": [...]}
"""

from .run import Run, start

__all__ = ["Run", "start"]
