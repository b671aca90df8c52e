"""Types that no code tells: what the frameworks' attributes hold, and what their functions give.

Written as "module:Class", and looked up when asked for; what isn't in memory is not known.
"""

import functools
from typing import Any

from .project import library
from .things import Live, Made, Thing, quietly

# "module:Class" → attribute → type
ATTRIBUTES: dict[str, dict[str, str]] = {
    "flask.wrappers:Request": {
        "args": "werkzeug.datastructures:ImmutableMultiDict",
        "form": "werkzeug.datastructures:ImmutableMultiDict",
        "files": "werkzeug.datastructures:ImmutableMultiDict",
        "values": "werkzeug.datastructures:CombinedMultiDict",
        "cookies": "werkzeug.datastructures:ImmutableMultiDict",
        "headers": "werkzeug.datastructures:EnvironHeaders",
        "view_args": "dict",
        "blueprints": "list",
        "data": "bytes",
        **dict.fromkeys(
            "method path full_path url base_url root_url host endpoint remote_addr mimetype "
            "content_type blueprint scheme referrer".split(),
            "str",
        ),
        **dict.fromkeys(("is_json", "is_secure"), "bool"),
    },
    "flask.app:Flask": {
        "config": "flask.config:Config",
        "logger": "logging:Logger",
        "cli": "flask.cli:AppGroup",
        "jinja_env": "flask.templating:Environment",
        "extensions": "dict",
        "url_map": "werkzeug.routing:Map",
        "view_functions": "dict",
        "blueprints": "dict",
        "name": "str",
        "debug": "bool",
        "testing": "bool",
        "instance_path": "str",
        "root_path": "str",
        "secret_key": "str",
        "json": "flask.json.provider:DefaultJSONProvider",
    },
    "flask.wrappers:Response": {
        "headers": "werkzeug.datastructures:Headers",
        "status_code": "int",
        "status": "str",
        "data": "bytes",
        "text": "str",
        "json": "dict",
        "mimetype": "str",
    },
    "django.http.request:HttpRequest": {
        "GET": "django.http.request:QueryDict",
        "POST": "django.http.request:QueryDict",
        "FILES": "django.utils.datastructures:MultiValueDict",
        "COOKIES": "dict",
        "META": "dict",
        "headers": "django.http.request:HttpHeaders",
        "session": "django.contrib.sessions.backends.db:SessionStore",
        "user": "django.contrib.auth.models:User",
        "resolver_match": "django.urls.resolvers:ResolverMatch",
        "body": "bytes",
        **dict.fromkeys(("method", "path", "path_info", "content_type", "scheme"), "str"),
    },
    "django.http.response:HttpResponseBase": {
        "headers": "django.http.response:ResponseHeaders",
        "status_code": "int",
        "content": "bytes",
        "cookies": "http.cookies:SimpleCookie",
    },
    "django.views.generic.base:View": {
        "request": "django.core.handlers.wsgi:WSGIRequest",
        "kwargs": "dict",
        "args": "tuple",
    },
    "django.forms.forms:BaseForm": {
        "cleaned_data": "dict",
        "errors": "django.forms.utils:ErrorDict",
        "fields": "dict",
        "data": "django.http.request:QueryDict",
    },
    "django.test.testcases:SimpleTestCase": {"client": "django.test.client:Client"},
    "django.core.management.base:BaseCommand": {
        "stdout": "django.core.management.base:OutputWrapper",
        "stderr": "django.core.management.base:OutputWrapper",
    },
    "django.contrib.auth.models:User": {
        **dict.fromkeys(("username", "first_name", "last_name", "email", "password"), "str"),
        **dict.fromkeys(("is_staff", "is_active", "is_superuser"), "bool"),
        **dict.fromkeys(("date_joined", "last_login"), "datetime:datetime"),
        "pk": "int",
        "id": "int",
    },
    "wtforms.form:BaseForm": {"errors": "dict", "data": "dict"},
    "werkzeug.datastructures:FileStorage": {"filename": "str", "mimetype": "str"},
}

# "module:qualified name" of a function → what it returns
RETURNS: dict[str, str] = {
    "flask.templating:render_template": "str",
    "flask.templating:render_template_string": "str",
    "flask.helpers:url_for": "str",
    "flask.helpers:redirect": "flask.wrappers:Response",
    "flask.helpers:make_response": "flask.wrappers:Response",
    "flask.helpers:get_flashed_messages": "list",
    "flask.helpers:send_file": "flask.wrappers:Response",
    "flask.json:jsonify": "flask.wrappers:Response",
    "flask.app:Flask.test_client": "flask.testing:FlaskClient",
    "flask.app:Flask.app_context": "flask.ctx:AppContext",
    "werkzeug.wrappers.request:Request.get_json": "dict",
    "werkzeug.utils:secure_filename": "str",
    "werkzeug.security:generate_password_hash": "str",
    "werkzeug.security:check_password_hash": "bool",
    "werkzeug.test:Client.get": "werkzeug.test:TestResponse",
    "werkzeug.test:Client.post": "werkzeug.test:TestResponse",
    "django.shortcuts:render": "django.http.response:HttpResponse",
    "django.shortcuts:redirect": "django.http.response:HttpResponseRedirect",
    "django.urls.base:reverse": "str",
    "django.contrib.auth:get_user_model": "class django.contrib.auth.models:User",
    "django.contrib.auth:authenticate": "django.contrib.auth.models:User",
    "django.utils.timezone:now": "datetime:datetime",
    "django.utils.timezone:localtime": "datetime:datetime",
    "django.utils.text:slugify": "str",
    "django.test.client:Client.get": "django.http.response:HttpResponse",
    "django.test.client:Client.post": "django.http.response:HttpResponse",
    "django.views.generic.base:ContextMixin.get_context_data": "dict",
    "django.core.paginator:Paginator.get_page": "django.core.paginator:Page",
    "django.core.paginator:Paginator.page": "django.core.paginator:Page",
    "io:open": "io:TextIOWrapper",
    "_io:open": "io:TextIOWrapper",
    "datetime:datetime.now": "datetime:datetime",
    "datetime:datetime.today": "datetime:datetime",
    "datetime:date.today": "datetime:date",
    "json:loads": "dict",
    "json:dumps": "str",
    "logging:getLogger": "logging:Logger",
    "sqlite3:connect": "sqlite3:Connection",
    "builtins:input": "str",
    "builtins:sorted": "list",
    "builtins:len": "int",
    "builtins:repr": "str",
    "builtins:sum": "int",
    "builtins:dir": "list",
    "builtins:round": "int",
    "builtins:str.split": "list of str",
    "builtins:str.splitlines": "list of str",
    "builtins:str.encode": "bytes",
    "builtins:bytes.decode": "str",
    **{
        f"builtins:str.{name}": "str"
        for name in (
            "strip lstrip rstrip lower upper title capitalize replace join format center casefold "
            "removeprefix removesuffix zfill swapcase ljust rjust"
        ).split()
    },
    **{f"builtins:str.{name}": "bool" for name in ("startswith", "endswith", "isdigit", "isalpha")},
    **{f"builtins:str.{name}": "int" for name in ("find", "count", "index")},
}

# Objects that stand in for others, by the name that they have in their module.
STANDING_IN: dict[tuple[str, str], str] = {
    ("flask.globals", "request"): "flask.wrappers:Request",
    ("flask.globals", "session"): "flask.sessions:SecureCookieSession",
    ("flask.globals", "g"): "flask.ctx:_AppCtxGlobals",
    ("flask.globals", "current_app"): "flask.app:Flask",
    ("flask_login.utils", "current_user"): "flask_login.mixins:UserMixin",
    ("django.contrib.admin.sites", "site"): "django.contrib.admin.sites:AdminSite",
    ("django.db", "connection"): "django.db.backends.sqlite3.base:DatabaseWrapper",
}

# What a few names are for, where the page asks for more than a signature.
WORDS: dict[str, str] = {
    "flask.templating:render_template": "Fills a template with values; a text comes back.",
    "flask.helpers:url_for": "The address of a view, by the name of its function.",
    "flask.helpers:redirect": "A response that sends the browser to another address.",
    "flask.helpers:abort": "Ends the view with an HTTP error, such as 404.",
    "flask.helpers:flash": "Keeps a message for the next page that is shown.",
    "flask.json:jsonify": "A response with JSON; a view may as well return a dictionary.",
    "django.shortcuts:render": "Fills a template with values, and makes a response of it.",
    "django.shortcuts:redirect": "A response that sends the browser on: to a view's name, a model "
    "with get_absolute_url(), or an address.",
    "django.shortcuts:get_object_or_404": "The one object that fits, or a page Not Found.",
    "django.urls.base:reverse": "The address of a route, by its name.",
    "django.urls.conf:include": "Hangs the routes of another module below this one.",
    "django.contrib.auth.decorators:login_required": "Who isn't signed in has to do that first.",
    "django.db.models.query:QuerySet.filter": "The rows that fit all conditions. Nothing is asked "
    "of the database yet.",
    "django.db.models.query:QuerySet.get": "The one row that fits; none, or several, is an error.",
    "django.db.models.query:QuerySet.select_related": "Brings rows that foreign keys point to in "
    "the same query.",
    "django.db.models.query:QuerySet.prefetch_related": "Brings related rows in one more query, "
    "not in one for each row.",
}


def named(text: str) -> Thing | None:
    """The thing of a name in these tables; None if its module isn't in memory."""
    container, _, inner = text.partition(" of ")
    if text.startswith("class "):
        found = _look_up(text.removeprefix("class "))
        return Live(found) if found else None
    found = _look_up(container)
    return Made(found, named(inner) if inner else None) if isinstance(found, type) else None


def _look_up(text: str) -> Any:
    import builtins

    module, colon, name = text.rpartition(":")
    if not colon:
        return getattr(builtins, name, None)
    loaded = library(module)
    return quietly(lambda: getattr(loaded, name)) if loaded else None


def attribute_of(cls: type, name: str) -> Thing | None:
    """What an attribute of a library's instance is known to hold."""
    for base in cls.__mro__:
        for key in keys_of(base):
            if name in ATTRIBUTES.get(key, ()):
                return named(ATTRIBUTES[key][name])
    return None


def attributes_of(cls: type) -> set[str]:
    """Names of attributes that these tables know of."""
    return {name for base in cls.__mro__ for k in keys_of(base) for name in ATTRIBUTES.get(k, ())}


@functools.lru_cache(500)
def keys_of(cls: type) -> tuple[str, ...]:
    """The names under which a class may stand in the tables: by its module, or a package above."""
    parts = cls.__module__.split(".")
    return tuple(f"{'.'.join(parts[:n])}:{cls.__qualname__}" for n in range(len(parts), 0, -1))


def key_of(value: Any) -> str:
    """The name under which a function stands in the tables."""
    function = getattr(value, "__func__", value)
    owner = getattr(function, "__objclass__", None) or getattr(value, "__self__", None)
    module = getattr(function, "__module__", None)
    if module is None and owner is not None:
        module = (owner if isinstance(owner, type) else type(owner)).__module__
    return f"{module}:{getattr(function, '__qualname__', '')}"


def stood_in_for(value: Any) -> Thing | None:
    """What a proxy, such as Flask's ``request``, stands in for. It can't be asked itself."""
    for (module, name), key in STANDING_IN.items():
        loaded = library(module)
        if loaded is not None and vars(loaded).get(name) is value:
            return named(key)
    return None
