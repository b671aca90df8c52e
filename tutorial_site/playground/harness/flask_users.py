"""Signs people in to a Flask program, as its own log-in would: through Flask-Login.

Flask-Security is built on Flask-Login and keeps more in the session, so it does it itself.
"""

import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .browser import ORIGIN, CookieJar
from .errors import CannotSignIn

if TYPE_CHECKING:
    from flask import Flask

# What may name a user in a model of the learner's own.
NAME_FIELDS = ("username", "name", "login", "email")
MAX_USERS = 50


def signing_in(app: "Flask") -> Callable[[str, CookieJar], None]:
    """How ``as`` signs somebody in."""

    def sign_in(name: str, jar: CookieJar) -> None:
        if not hasattr(app, "login_manager"):
            raise CannotSignIn(
                f"{name!r} can't be signed in: the app doesn't use Flask-Login, so nothing here "
                "knows how it signs people in. Send its own log-in form instead."
            )
        in_session(app, jar, lambda: _log_in(app, _user(app, name)))

    return sign_in


def _log_in(app: Any, user: Any) -> None:
    extension = "flask_security" if "security" in app.extensions else "flask_login"
    importlib.import_module(extension).login_user(user)


def in_session(app: "Flask", jar: CookieJar, act: Callable[[], Any]) -> Any:
    """Do something in a request of a jar's owner; what it leaves in the session is kept."""
    from flask import session

    headers = {"Cookie": jar.header("/")}
    with app.test_request_context("/", base_url=ORIGIN, headers=headers):
        result = act()
        response = app.response_class()
        app.session_interface.save_session(app, session, response)
    for header in response.headers.getlist("Set-Cookie"):
        jar.take(header, "/")
    return result


def _user(app: Any, name: str) -> Any:
    """The user of a name: a row with that name, or whom the program's user loader finds."""
    known: list[str] = []
    for user in _users(app, name):
        names = [str(getattr(user, field, None) or "") for field in NAME_FIELDS]
        if name in names:
            return user
        known += [one for one in names if one][:1]
    load_user = app.login_manager._user_callback
    user = _loaded(load_user, name) if load_user else None
    if user is None:
        people = f" There are {', '.join(dict.fromkeys(known))}." if known else ""
        raise CannotSignIn(f"There is no user {name!r}.{people}")
    return user


def _users(app: Any, name: str) -> Iterator[Any]:
    """Users of the program, at most 50 a model: rows of Flask-SQLAlchemy's, or of its loader's."""
    models = _user_models(app)
    for model in models:
        session = app.extensions["sqlalchemy"].session
        columns = model.__mapper__.column_attrs  # type: ignore[attr-defined]
        for field in (field for field in NAME_FIELDS if field in columns):
            yield from session.query(model).filter_by(**{field: name}).limit(1)
        yield from session.query(model).limit(MAX_USERS)
    load_user = app.login_manager._user_callback
    if not models and load_user:
        # The loader takes what the session holds, which is a number nearly always.
        numbered = (_loaded(load_user, str(number)) for number in range(1, MAX_USERS + 1))
        yield from (user for user in numbered if user is not None)


def _loaded(load_user: Callable[[str], Any], name: str) -> Any:
    """Whom the program's own loader finds; loaders that expect a number find nobody by name."""
    try:
        return load_user(name)
    except (ValueError, LookupError):
        return None


def _user_models(app: Any) -> list[type]:
    database = app.extensions.get("sqlalchemy")
    if database is None:
        return []
    mapped = [mapper.class_ for mapper in database.Model.registry.mappers]
    return [model for model in mapped if hasattr(model, "is_authenticated")]
