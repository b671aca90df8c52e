"""What learners use most of the frameworks, where it comes from, and where it used to."""

import difflib
from collections.abc import Iterable


def _table(text: str) -> dict[str, str]:
    """ "module: name name" lines → name → the import that gives it."""
    found = {}
    for line in text.strip().splitlines():
        module, _, names = line.partition(":")
        for name in names.split():
            found[name] = f"from {module.strip()} import {name}"
    return found


DJANGO = _table("""
    django.apps: AppConfig
    django.conf: settings
    django.contrib: admin messages
    django.contrib.auth: authenticate login logout get_user_model
    django.contrib.auth.decorators: login_required permission_required user_passes_test
    django.contrib.auth.forms: UserCreationForm AuthenticationForm
    django.contrib.auth.mixins: LoginRequiredMixin PermissionRequiredMixin UserPassesTestMixin
    django.contrib.auth.models: User Group Permission AbstractUser AbstractBaseUser AnonymousUser
    django.contrib.auth.views: LoginView LogoutView
    django.core.exceptions: ValidationError PermissionDenied ObjectDoesNotExist ImproperlyConfigured
    django.core.management.base: BaseCommand CommandError
    django.core.paginator: Paginator
    django.core.validators: MinValueValidator MaxValueValidator RegexValidator
    django.core.wsgi: get_wsgi_application
    django.db: models transaction connection migrations IntegrityError
    django.db.models: Q F Count Sum Avg Max Min Prefetch OuterRef Subquery Exists Value Case When
    django.dispatch: receiver
    django: forms
    django.http: HttpRequest HttpResponse JsonResponse Http404 HttpResponseRedirect
    django.http: HttpResponseNotFound HttpResponseForbidden HttpResponseBadRequest FileResponse
    django.http: HttpResponseNotAllowed StreamingHttpResponse HttpResponsePermanentRedirect
    django.shortcuts: render redirect get_object_or_404 get_list_or_404
    django.template: loader
    django.test: TestCase SimpleTestCase Client RequestFactory
    django.urls: path re_path include reverse reverse_lazy resolve
    django.utils: timezone
    django.utils.decorators: method_decorator
    django.utils.html: format_html escape
    django.utils.safestring: mark_safe
    django.utils.text: slugify
    django.utils.translation: gettext gettext_lazy
    django.views: View generic
    django.views.decorators.cache: cache_page never_cache
    django.views.decorators.csrf: csrf_exempt csrf_protect ensure_csrf_cookie
    django.views.decorators.http: require_POST require_GET require_http_methods require_safe
    django.views.generic: TemplateView ListView DetailView CreateView UpdateView DeleteView
    django.views.generic: FormView RedirectView
""")

FLASK = _table("""
    flask: Flask Blueprint request session g current_app render_template render_template_string
    flask: redirect url_for abort flash get_flashed_messages jsonify make_response Response
    flask: send_file send_from_directory stream_with_context after_this_request has_request_context
    flask_caching: Cache
    flask_login: LoginManager UserMixin login_user logout_user login_required current_user
    flask_migrate: Migrate
    flask_admin: Admin
    flask_sqlalchemy: SQLAlchemy
    flask_wtf: FlaskForm CSRFProtect
    flask_wtf.file: FileField FileAllowed FileRequired
    markupsafe: Markup escape
    sqlalchemy: select func or_ and_ ForeignKey String Integer Boolean DateTime Text Column
    sqlalchemy.exc: IntegrityError
    sqlalchemy.orm: Mapped mapped_column relationship DeclarativeBase selectinload joinedload
    werkzeug.exceptions: NotFound BadRequest Forbidden HTTPException
    werkzeug.security: generate_password_hash check_password_hash
    werkzeug.utils: secure_filename
    wtforms: StringField TextAreaField PasswordField BooleanField IntegerField SelectField
    wtforms: SubmitField DateField EmailField
    wtforms.validators: DataRequired Length Email EqualTo NumberRange Optional
""")

PYTHON = {
    **{
        name: f"import {name}"
        for name in (
            "base64 collections contextlib copy csv datetime decimal enum functools hashlib html "
            "io itertools json logging math operator os pathlib random re secrets shutil sqlite3 "
            "string sys tempfile textwrap time traceback types typing unittest uuid urllib"
        ).split()
    },
    **_table("""
        collections: Counter defaultdict OrderedDict deque namedtuple
        dataclasses: dataclass
        datetime: timedelta timezone
        decimal: Decimal
        enum: Enum
        functools: wraps lru_cache partial
        pathlib: Path
        typing: Any Optional Union
        urllib.parse: urlencode quote urlparse urljoin
    """),
}
# One name, two frameworks: which of them means it is told by the program's own.
BY_FRAMEWORK = {"django": PYTHON | DJANGO, "flask": PYTHON | FLASK}

# Names of other languages, and what Python calls them.
FOREIGN = {
    "true": "True",
    "false": "False",
    "null": "None",
    "none": "None",
    "nil": "None",
    "undefined": "None",
    "this": "self",
}

# (module, name) → what to write today. Old tutorials are full of these.
MOVED = {
    ("django.core.urlresolvers", ""): "from django.urls import reverse",
    ("django.core.urlresolvers", "reverse"): "from django.urls import reverse",
    ("django.core.urlresolvers", "reverse_lazy"): "from django.urls import reverse_lazy",
    ("django.conf.urls", "url"): "from django.urls import re_path",
    ("django.conf.urls", "patterns"): "from django.urls import path",
    ("django.shortcuts", "render_to_response"): "from django.shortcuts import render",
    ("django.utils.translation", "ugettext"): "from django.utils.translation import gettext",
    ("django.utils.translation", "ugettext_lazy"): (
        "from django.utils.translation import gettext_lazy"
    ),
    ("django.utils.encoding", "force_text"): "from django.utils.encoding import force_str",
    ("django.utils.encoding", "smart_text"): "from django.utils.encoding import smart_str",
    ("django.utils.encoding", "python_2_unicode_compatible"): "nothing: __str__ is enough",
    ("django.contrib.auth.views", "login"): "from django.contrib.auth.views import LoginView",
    ("django.contrib.auth.views", "logout"): "from django.contrib.auth.views import LogoutView",
    ("django.contrib.postgres.fields", "JSONField"): "models.JSONField",
    ("django.db.models", "NullBooleanField"): "BooleanField(null=True)",
    ("flask", "Markup"): "from markupsafe import Markup",
    ("flask", "escape"): "from markupsafe import escape",
    ("flask", "_app_ctx_stack"): "from flask import g",
    ("flask", "_request_ctx_stack"): "from flask import request",
    ("flask.json", "JSONEncoder"): "from flask.json.provider import DefaultJSONProvider",
    ("flask.ext", ""): "from flask_sqlalchemy import SQLAlchemy",
    ("flask_wtf", "Form"): "from flask_wtf import FlaskForm",
    ("flask_wtf.csrf", "CsrfProtect"): "from flask_wtf import CSRFProtect",
    ("flask_sqlalchemy", "BaseQuery"): "from flask_sqlalchemy.query import Query",
    ("wtforms", "TextField"): "from wtforms import StringField",
    ("wtforms.validators", "Required"): "from wtforms.validators import DataRequired",
    ("wtforms.fields.html5", ""): "from wtforms import EmailField",
    ("jinja2", "Markup"): "from markupsafe import Markup",
    ("jinja2", "escape"): "from markupsafe import escape",
    ("werkzeug", "secure_filename"): "from werkzeug.utils import secure_filename",
    ("werkzeug", "generate_password_hash"): (
        "from werkzeug.security import generate_password_hash"
    ),
    ("werkzeug.urls", "url_parse"): "from urllib.parse import urlsplit",
    ("werkzeug.urls", "url_quote"): "from urllib.parse import quote",
    ("collections", "Mapping"): "from collections.abc import Mapping",
    ("collections", "Iterable"): "from collections.abc import Iterable",
}

# Packages of which learners know, and which this Python hasn't.
NOT_HERE = frozenset(
    """
    requests numpy pandas celery redis dotenv pytest httpx pydantic fastapi gunicorn uvicorn boto3
    PIL psycopg psycopg2 pymysql MySQLdb mysqlclient matplotlib rest_framework crispy_forms environ
    decouple flask_restful flask_mail flask_caching flask_cors flask_limiter flask_babel
    flask_marshmallow marshmallow flask_bcrypt flask_jwt_extended flask_session bs4
    """.split()
)


# What is asked for most, and comes before the rest.
POPULAR = frozenset(
    """
    args form files json cookies headers method path get_json
    GET POST FILES user session
    route get post config run add_url_rule register_blueprint template_folder
    session Model Column Integer String Text Boolean DateTime Date Float ForeignKey relationship
    select create_all drop_all func get_or_404 first_or_404 paginate Table backref
    add commit delete execute scalars rollback query scalar
    filter all exclude create order_by first count exists values aggregate annotate select_related
    prefetch_related get_or_create objects filter_by where limit join
    CharField TextField IntegerField BooleanField DateTimeField DateField EmailField SlugField
    ManyToManyField OneToOneField DecimalField FloatField ImageField FileField ModelForm Form
    CASCADE PROTECT SET_NULL TextChoices
    is_valid cleaned_data save errors as_p is_authenticated username email
    template_name model context_object_name paginate_by form_class success_url fields queryset
    get_queryset get_context_data form_valid get_object dispatch
    list_display list_filter search_fields ordering inlines
    append items keys values split strip join format lower upper replace startswith
    """.split()
)
WELL_KNOWN = POPULAR | set(DJANGO) | set(FLASK)


def importing(name: str, framework: str) -> str:
    """The import that gives a well-known name, "" for others."""
    tables = [BY_FRAMEWORK[framework]] if framework in BY_FRAMEWORK else [PYTHON, DJANGO, FLASK]
    return next((table[name] for table in tables if name in table), "")


def close_to(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant, "" if none is near."""
    candidates = list(dict.fromkeys(names))
    lowered = {one.lower(): one for one in reversed(candidates)}
    if name.lower() in lowered and lowered[name.lower()] != name:
        return lowered[name.lower()]
    return next(iter(difflib.get_close_matches(name, candidates, 1, 0.75)), "")
