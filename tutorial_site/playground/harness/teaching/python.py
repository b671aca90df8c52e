"""Errors of Python itself, as they come up in web programs."""

from . import sections
from .entry import When, entries

WORDS = """
circular-import: Two files import each other
  A file is still being read when another one, which it imports, already wants `{0}` from it.
  That line hasn't been reached yet, so the name isn't there.
  flask.cause: `app.py` imports the models, and they import `db` or `app` from `app.py`.
  flask.mend: Move what both need into a file of its own: `db = SQLAlchemy()` into
    `extensions.py`, and `db.init_app(app)` into `app.py`.
  flask.other: In Django it is mostly models that import each other: name the class as a text,
    `ForeignKey("notes.Note", …)`.
  django.cause: Two apps' models import each other, or `models.py` imports from `views.py`,
    which imports the models.
  django.mend: Name the other class as a text, `ForeignKey("notes.Note", …)`, or import within
    the function that needs it.
  django.other: In Flask it is mostly `app.py` and its models: `db` belongs into a third file.
  python.cause: A imports B, and B imports A.
  python.mend: Move what both need into a third file, or import within the function that needs
    it.

relative-import: A dot in an import needs a package
  `from .models import …` means "beside this file, in the same package". This file is in none:
  it was started by itself, or lies at the top.
  flask.cause: The app lies in one file `app.py` at the top; packages have a folder with
    `__init__.py`.
  flask.mend: Leave out the dot: `from models import Note`.
  flask.other: A Django app is always a package: there the dot is right.
  django.cause: The file was run by itself, or there is one dot too many.
  django.mend: Use `python manage.py`, or name the app: `from notes.models import Note`.
  django.other: In a Flask app of single files there is no dot.
  python.cause: The file was run by itself.
  python.mend: Leave out the dot, or run it as part of its package: `python -m package.module`.

module-missing: There is no module {0}
  Python looked for a module called `{0}` among the program's files and the installed packages,
  and found none.
  flask.cause: The file is called otherwise or lies in another folder, or the package isn't
    installed.
  flask.mend: Compare with the list of files; `pip list` in the terminal shows the packages that
    there are.
  flask.other: In Django it may also be a wrong name in `INSTALLED_APPS` or `include()`.
  django.cause: The file is called otherwise or lies in another folder, the package isn't
    installed, or the name in `INSTALLED_APPS`, `ROOT_URLCONF` or `include()` is wrong.
  django.mend: Compare with the list of files; an app in a folder is named by that folder.
  django.other: In Flask it is an import of yours, always.
  python.cause: The file is called otherwise or lies in another folder, or the package isn't
    installed.
  python.mend: Compare with the list of files; `pip list` in the terminal shows the packages
    that there are.

name-missing-in-module: {1} has no {0}
  The module `{1}` is there, and nothing in it is called `{0}`.
  python.cause: The name is spelt otherwise there, it comes from another module, or an old
    tutorial means a version that had it.
  python.mend: Open the module and look; the editor's completion offers what there is.

indentation: The indentation doesn't fit
  In Python the spaces at the beginning of a line say what belongs together. Here: {0}.
  python.cause: After a colon the next line must be further right, and all lines of a block
    begin at the same place. Tabs and spaces don't mix.
  python.mend: Four spaces for each level; a block that does nothing yet is written `pass`.

syntax: Python can't read this line
  The program was not even begun, because this isn't Python: {0}.
  python.cause: A bracket or quotation mark isn't closed (often on the line above), a colon is
    missing after `if`, `def` or `for`, or a word is misspelt.
  python.mend: Look at the line that is named, and at the one before it. The editor marks it
    while you type.

unbound-local: {0} has no value yet
  Because the function gives `{0}` a value somewhere, the name is its own in all of it. On this
  way through it, it was used before.
  python.cause: It is set only in one branch of an `if`, or a variable of the same name outside
    was meant.
  python.mend: Set it before the `if`; to change one outside, say `global {0}` (in a web app
    mostly the wrong place: two visitors share it).

name: There is no {0}
  The name `{0}` was used and nothing has given it a meaning: no assignment, no `def`, no
  import.
  flask.cause: It is misspelt, it stands above the line that defines it, or the import is
    missing: `from flask import request`, for example.
  flask.mend: The editor's mark under the name says which import is missing.
  django.cause: It is misspelt, it stands above the line that defines it, or the import is
    missing: `from django.shortcuts import render`, for example.
  django.mend: The editor's mark under the name says which import is missing.
  python.cause: It is misspelt, it stands above the line that defines it, or an import is
    missing.
  python.mend: The editor's mark under the name says which import is missing.

none-attribute: Something is None that should be an object
  `None` means "nothing", and nothing has no `{0}`. What stands before the dot was expected to
  be an object.
  flask.cause: `db.session.get(…)` or `.first()` found no row; a function returns nothing;
    `request.form.get(…)` found no field.
  flask.mend: Ask before: `if note is None: abort(404)`, or use `db.get_or_404`.
  flask.other: In Django it is mostly `.first()`; `get_object_or_404` spares the question.
  django.cause: `.first()` found no row; a foreign key is empty; a function returns nothing.
  django.mend: Ask before: `if note is None`, or use `get_object_or_404`.
  django.other: In Flask it is mostly `db.session.get(…)`; `db.get_or_404` spares the question.
  python.cause: A function returns nothing, or found nothing.
  python.mend: Find out where the value comes from, and ask before: `if value is None`.

none-used: Something is None that should be a value
  `None` means "nothing": it can't be called, looped over, or asked for an item.
  python.cause: A function that was to return something has no `return`, or found nothing.
  python.mend: Find out where the value comes from: `print(value)` shows it in the console.

attribute: A {0} has no {1}
  The object before the dot is a `{0}`, and neither it nor its class has anything called `{1}`.
  python.cause: The name is misspelt, or the object is another than you think: a list of rows
    instead of one row, for example.
  python.mend: `print(type(value))` says what it is; the editor offers what it has.

key: There is no key {0}
  The dictionary has no entry called {0}.
  flask.cause: `session[…]`, `app.config[…]`, `os.environ[…]` or a dictionary of your own was
    asked for a key that nothing has set.
  flask.mend: `.get(key)` gives `None` instead, `.get(key, default)` what you say.
  flask.other: A form's missing field is `BadRequestKeyError` in Flask, and
    `MultiValueDictKeyError` in Django.
  django.cause: `request.session[…]`, `form.cleaned_data[…]`, `os.environ[…]` or a dictionary of
    your own was asked for a key that nothing has set.
  django.mend: `.get(key)` gives `None` instead, `.get(key, default)` what you say.
  django.other: A form's missing field is `MultiValueDictKeyError` in Django, and
    `BadRequestKeyError` in Flask.
  python.cause: It is misspelt, or nothing has set it on this way through the program.
  python.mend: `.get(key)` gives `None` instead, `.get(key, default)` what you say.

index: The list is shorter than that
  An item was asked for by its number, and the list ends before it. The first item has the
  number 0.
  python.cause: The list is empty, or the number is one too high.
  python.mend: Ask before: `if items:`. For rows of a database `.first()` gives `None` instead.

call-arguments: A function is called with the wrong arguments
  What the call gives, and what the function takes, don't agree: {0}.
  python.cause: An argument is missing, one is too many, or it is called by another name. For a
    method, `self` counts as the first.
  python.mend: Compare the call with the `def`; the editor shows the parameters while you type.

number-expected: This text is no number
  A text was to be read as a number, and is none: {0}.
  flask.cause: What comes from a form or an address is a text, and may be empty.
  flask.mend: Let the route ask for a number, `/notes/<int:number>`, or
    `request.args.get("page", 1, type=int)`, which takes the default instead.
  flask.other: In Django: `<int:pk>` in the route, or a form's `IntegerField`.
  django.cause: What comes from a form or an address is a text, and may be empty.
  django.mend: Let the route ask for a number, `notes/<int:pk>/`, or a form's `IntegerField`.
  django.other: In Flask: `<int:number>` in the route, or `request.args.get(…, type=int)`.
  python.cause: It is empty, or has letters or spaces in it.
  python.mend: Check it before: `if text.isdigit()`, or catch the `ValueError`.

zero: Nothing can be divided by zero
  The right side of a division was 0.
  python.cause: A count or a sum that the division uses is 0 here, for example because a list is
    empty.
  python.mend: Ask before: `total / count if count else 0`.

recursion: A function calls itself without end
  Each call waits for the next, and Python stops after a thousand of them.
  flask.cause: A view or a helper calls itself under its own name, or two call each other; a
    `before_request` that makes a request of its own does so, too.
  flask.mend: Look at the frames that repeat, and see which way leads out of them.
  django.cause: A function calls itself, `save()` calls itself through a signal, or `__str__`
    shows an object that shows this one; `include()` may include its own file.
  django.mend: Look at the frames that repeat, and see which way leads out of them.
  python.cause: The case in which the function doesn't call itself is missing, or never comes.
  python.mend: Look at the frames that repeat, and see which way leads out of them.

memory: There is not enough memory
  The program wanted more memory than there is.
  python.cause: A text or a list grows without end, or a number of items is much larger than
    meant.
  python.mend: Work on one piece after the other: loop over rows instead of making a list of
    all.
"""

ENTRIES = entries(
    WORDS,
    {
        "circular-import": (
            sections.FACTORY,
            [
                When(
                    "ImportError", r"cannot import name '([^']+)' from partially initialized module"
                ),
                When("AttributeError", r"cannot access submodule '([^']+)'"),
                When(
                    "AttributeError",
                    r"partially initialized module '[^']+' (?:from .*)?has no attribute '([^']+)'",
                ),
                When(
                    "AttributeError", r"module '[^']+' has no attribute '([^']+)'.*circular import"
                ),
            ],
        ),
        "relative-import": (
            sections.LAYOUT,
            [
                When(
                    "ImportError",
                    "attempted relative import (?:with no known parent package|beyond)",
                )
            ],
        ),
        "module-missing": (
            sections.LAYOUT,
            [When("ModuleNotFoundError", r"No module named '([^']+)'")],
        ),
        "name-missing-in-module": (
            sections.NONE,
            [When("ImportError", r"cannot import name '([^']+)' from '([^']+)'")],
        ),
        "indentation": (sections.NONE, [When("IndentationError", "^(.*)$")]),
        "syntax": (sections.NONE, [When("SyntaxError", "^(.*)$")]),
        "unbound-local": (sections.NONE, [When("UnboundLocalError", r"variable '([^']+)'")]),
        "name": (sections.NONE, [When("NameError", r"name '([^']+)' is not defined")]),
        "none-attribute": (
            sections.QUERIES,
            [When("AttributeError", r"'NoneType' object has no attribute '([^']+)'")],
        ),
        "none-used": (
            sections.NONE,
            [
                When("TypeError", r"'NoneType' object is not (?:subscriptable|iterable|callable)"),
                When("TypeError", r"unsupported operand type\(s\) for .*'NoneType'"),
            ],
        ),
        "attribute": (
            sections.NONE,
            [
                When("AttributeError", r"'(\w+)' object has no attribute '([^']+)'"),
                When("AttributeError", r"type object '(\w+)' has no attribute '([^']+)'"),
                When("AttributeError", r"module '([\w.]+)' has no attribute '([^']+)'"),
            ],
        ),
        "key": (sections.NONE, [When("KeyError", r"^(.+)$")]),
        "index": (sections.NONE, [When("IndexError", "")]),
        "call-arguments": (
            sections.NONE,
            [
                When(
                    "TypeError",
                    r"^(.*\(\) (?:got an unexpected keyword argument|got multiple values|"
                    r"missing \d+ required|takes \d+ positional|takes from|takes no arguments).*)$",
                )
            ],
        ),
        "number-expected": (
            sections.FORMS,
            [
                When("ValueError", r"invalid literal for int\(\) with base \d+: (.*)$"),
                When("ValueError", r"could not convert string to float: (.*)$"),
            ],
        ),
        "zero": (sections.NONE, [When("ZeroDivisionError", "")]),
        "recursion": (sections.NONE, [When("RecursionError", "")]),
        "memory": (sections.NONE, [When("MemoryError", "")]),
    },
)
