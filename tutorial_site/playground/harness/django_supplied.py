"""The files that a small Django program leaves out, as the learner can read them."""

import ast
import re
from collections.abc import Iterable, Mapping

# The parts of Django that keep tables. Any of these words in a program, or a superuser, asks for
# all that `startproject` switches on; without them a hello starts without any table.
CONTRIB_WORDS = re.compile(
    r"django\.contrib\.|\b(?:admin|auth|authenticate|login|log_?out|users?|User|perms?|permission\w*|"
    r"sessions?|messages?|AnonymousUser|\w*_required|\w*Login\w*|\w*Permission\w*)\b"
)
CONTRIB_APPS = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
)
STATIC_WORDS = re.compile(r"\{%-?\s*load\s[^%]*\bstatic\b|\bstatic\(")

SETTINGS = '''\
"""Settings, supplied because your files have none.

Write a settings.py of your own, and it is used instead of this one.
{why}"""

from pathlib import Path
{imports}
BASE_DIR = Path(__file__).resolve().parent

# Signs cookies and tokens. A real site has one of its own, and keeps it out of its code.
SECRET_KEY = "only-for-lessons"

# Errors are shown with all their details: for development only.
DEBUG = True

INSTALLED_APPS = [
{apps}]

MIDDLEWARE = [
{middleware}]

ROOT_URLCONF = "{package}.urls"

TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # finds the folder templates/ of every app
        "OPTIONS": {{
            "context_processors": [
{processors}            ],
        }},
    }},
]

DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
    }},
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"

TIME_ZONE = "UTC"
USE_I18N = False  # nothing here is translated
'''

HASHER = '''

class LessonHasher(PBKDF2PasswordHasher):
    """Django's usual password hash, a thousand times weaker: a log-in here needn't take seconds."""

    iterations = 1_000  # Django 5.2: 1_000_000. Leave that alone in a real project.


PASSWORD_HASHERS = [f"{__name__}.LessonHasher"]
'''

SMALL = (
    "\nNothing in your files mentions users, sessions, messages or the admin, so these parts of\n"
    "Django, which `startproject` switches on, are left out, and there are no tables to make.\n"
)
FULL = "\nWhat is switched on here is what `startproject` switches on.\n"


def wants_contrib(files: Mapping[str, str], superuser: str) -> bool:
    """Whether a program uses, or may use, Django's users, sessions, messages or admin."""
    if superuser or any(path.split("/")[-1] == "admin.py" for path in files):
        return True
    texts = (text for path, text in files.items() if path.endswith((".py", ".html", ".txt")))
    return any(CONTRIB_WORDS.search(text) for text in texts)


def settings_text(
    package: str, apps: Iterable[str], files: Mapping[str, str], *, contrib: bool
) -> str:
    """A settings module for the folder that Django imports as ``package``, and further apps."""
    has_static = any("static" in path.split("/")[:-1] for path in files)
    static = has_static or any(STATIC_WORDS.search(text) for text in files.values())
    parts = list(CONTRIB_APPS) if contrib else ["django.contrib.staticfiles"] if static else []
    middleware = [
        "django.middleware.security.SecurityMiddleware",
        *(["django.contrib.sessions.middleware.SessionMiddleware"] if contrib else []),
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    processors = ["django.template.context_processors.request"]
    if contrib:
        middleware += [
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ]
        processors += [
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]
    middleware.append("django.middleware.clickjacking.XFrameOptionsMiddleware")
    note = f'    "{package}",  # the folder of your files\n'
    text = SETTINGS.format(
        why=FULL if contrib else SMALL,
        imports="\nfrom django.contrib.auth.hashers import PBKDF2PasswordHasher\n"
        if contrib
        else "",
        apps=_lines(parts, 4) + note + _lines(apps, 4),
        middleware=_lines(middleware, 4),
        processors=_lines(processors, 16),
        package=package,
    )
    return text + HASHER if contrib else text


def _lines(texts: Iterable[str], indent: int) -> str:
    return "".join(f'{" " * indent}"{text}",\n' for text in texts)


def urls_text(files: Mapping[str, str], apps: Iterable[str], *, admin: bool) -> str:
    """URLs for a program without urls.py: one for each view of views.py, each app's, the admin."""
    routes = ['    path("admin/", admin.site.urls),\n'] if admin else []
    imports = ["from django.contrib import admin\n"] if admin else []
    views = _views(files.get("views.py", ""))
    routes += [
        f'    path("{_route(name, params, len(views))}", views.{call}, name="{name}"),\n'
        for name, params, call in views
    ]
    included = [app for app in apps if f"{app}/urls.py" in files]
    routes += [f'    path("", include("{app}.urls")),\n' for app in included]
    names = "include, path" if included else "path"
    local = "\nfrom . import views\n" if views else ""
    return (
        '"""Addresses, supplied because your files have no urls.py.\n\n'
        'Write a urls.py of your own, and it is used instead of this one.\n"""\n\n'
        f"{''.join(imports)}from django.urls import {names}\n{local}\n"
        f"urlpatterns = [\n{''.join(routes)}]\n"
    )


def _views(text: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    """Views of a module as (name, parameters with their annotation, what to call)."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):  # reported when the module is imported
        return []
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.args.args:
            first, *others = node.args.args
            if first.arg == "request" and not node.name.startswith("_"):
                params = [
                    (a.arg, ast.unparse(a.annotation) if a.annotation else "") for a in others
                ]
                found.append((node.name, params, node.name))
        elif isinstance(node, ast.ClassDef) and node.name.endswith("View") and node.bases:
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name.removesuffix("View")).lower()
            found.append((name or "view", [], f"{node.name}.as_view()"))
    return found


def _route(name: str, params: list[tuple[str, str]], views: int) -> str:
    """The first page is "", any other has its view's name; parameters follow."""
    if not params and (views == 1 or name in ("index", "home")):
        return ""
    marks = [
        f"<int:{param}>" if annotation == "int" or param in ("id", "pk") else f"<{param}>"
        for param, annotation in params
    ]
    return "/".join([name, *marks])
