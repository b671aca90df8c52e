"""Programs that the tests of the harness run, as small as their purpose allows."""

from typing import Any

FLASK_HELLO = {
    "app.py": """\
from flask import Flask

app = Flask(__name__)


@app.get("/hello/<name>")
def hello(name):
    return f"Hello, {name}!"


if __name__ == "__main__":
    app.run()
"""
}

DJANGO_HELLO = {
    "urls.py": """\
from django.http import HttpResponse
from django.urls import path


def hello(request, name):
    return HttpResponse(f"Hello, {name}!")


urlpatterns = [path("hello/<name>", hello)]
"""
}

NOTES_PAGE = """\
<form method="post">CSRF<input name="text"></form>
<ul>{% for note in notes %}<li>{{ note.text }}</li>{% endfor %}</ul>
"""

FLASK_NOTES = {
    "app.py": """\
from flask import Flask, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret"
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.sqlite3"
db = SQLAlchemy(app)
CSRFProtect(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200), nullable=False)


with app.app_context():
    db.create_all()


@app.route("/notes/", methods=["GET", "POST"])
def notes():
    if request.method == "POST":
        db.session.add(Note(text=request.form["text"]))
        db.session.commit()
        return redirect(url_for("notes"))
    found = db.session.scalars(db.select(Note).order_by(Note.id)).all()
    return render_template("notes.html", notes=found)
""",
    "templates/notes.html": NOTES_PAGE.replace(
        "CSRF", '<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">'
    ),
}

DJANGO_NOTES = {
    "models.py": """\
from django.db import models


class Note(models.Model):
    text = models.CharField(max_length=200)

    def __str__(self):
        return self.text
""",
    "views.py": """\
from django.shortcuts import redirect, render

from .models import Note


def notes(request):
    if request.method == "POST":
        Note.objects.create(text=request.POST["text"])
        return redirect("notes")
    return render(request, "notes.html", {"notes": Note.objects.order_by("id")})
""",
    "urls.py": """\
from django.urls import path

from .views import notes

urlpatterns = [path("notes/", notes, name="notes")]
""",
    "templates/notes.html": NOTES_PAGE.replace("CSRF", "{% csrf_token %}"),
}

DJANGO_ADMIN = DJANGO_NOTES | {
    "admin.py": """\
from django.contrib import admin

from models import Note

admin.site.register(Note)
""",
    "urls.py": """\
from django.contrib import admin
from django.urls import path

import views

urlpatterns = [path("notes/", views.notes, name="notes"), path("admin/", admin.site.urls)]
""",
    "static/style.css": "body { color: teal }",
}

# As `startproject mysite` and `startapp notes` make it, shortened.
DJANGO_PROJECT = {
    "manage.py": """\
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
""",
    "mysite/__init__.py": "",
    "mysite/settings.py": """\
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "a secret"
DEBUG = True
INSTALLED_APPS = [
    "notes.apps.NotesConfig",
    "tags",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "mysite.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
WSGI_APPLICATION = "mysite.wsgi.application"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
""",
    "mysite/urls.py": """\
from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("notes/", include("notes.urls")), path("admin/", admin.site.urls)]
""",
    "mysite/wsgi.py": """\
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
application = get_wsgi_application()
""",
    "notes/__init__.py": "",
    "notes/apps.py": """\
from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "notes"
""",
    "notes/models.py": """\
from django.contrib.auth.models import User
from django.db import models

from tags.models import Tag


class Note(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)
    text = models.CharField(max_length=200)
""",
    "notes/migrations/__init__.py": "",
    "notes/migrations/0001_initial.py": """\
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200)),
                ("owner", models.ForeignKey(on_delete=models.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
""",
    "notes/migrations/0002_tags.py": """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial"), ("tags", "0001_initial")]
    operations = [
        migrations.AddField("note", "tags", models.ManyToManyField(to="tags.Tag")),
    ]
""",
    "notes/urls.py": """\
from django.urls import path

from . import views

app_name = "notes"
urlpatterns = [path("", views.index, name="index"), path("new/", views.new, name="new")]
""",
    "notes/views.py": """\
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .models import Note


@login_required(login_url="/admin/login/")
def index(request):
    return render(request, "notes/index.html", {"notes": Note.objects.filter(owner=request.user)})


def new(request):
    Note.objects.create(owner=request.user, text=request.GET["text"])
    messages.success(request, "Note added")
    return redirect("notes:index")
""",
    "notes/templates/notes/index.html": """\
{% load static %}<link href="{% static 'notes/notes.css' %}">
{{ user.username }}:{% for message in messages %}<b>{{ message }}</b>{% endfor %}
{% for note in notes %}<li>{{ note.text }}</li>{% endfor %}
""",
    "notes/static/notes/notes.css": "li { color: green }",
    "notes/admin.py": """\
from django.contrib import admin

from .models import Note


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["text", "owner"]
    list_filter = ["owner"]
""",
    "tags/__init__.py": "",
    "tags/models.py": """\
from django.db import models


class Tag(models.Model):
    name = models.SlugField(unique=True)
""",
    "tags/migrations/__init__.py": "",
    "tags/migrations/0001_initial.py": """\
from django.db import migrations, models


def add_tags(apps, schema_editor):
    apps.get_model("tags", "Tag").objects.create(name="home")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("name", models.SlugField(unique=True)),
            ],
        ),
        migrations.RunPython(add_tags, migrations.RunPython.noop),
    ]
""",
}

DJANGO_OWN_USER = {
    "models.py": """\
from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    motto = models.CharField(max_length=100, blank=True)
""",
    "settings.py": """\
from pathlib import Path

SECRET_KEY = "a secret"
DEBUG = True
AUTH_USER_MODEL = "app.Person"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "app",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(__file__).parent / "db.sqlite3",
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
""",
    "urls.py": """\
from django.http import HttpResponse
from django.urls import path


def who(request):
    kind = request.user.__class__
    return HttpResponse(f"{kind.__name__} {request.user} {hasattr(kind, 'groups')}")


urlpatterns = [path("who", who)]
""",
}

PLAIN_WSGI = {
    "main.py": """\
from wsgiref.simple_server import make_server


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"You asked for {environ['PATH_INFO']}".encode()]


if __name__ == "__main__":
    with make_server("", 8000, application) as server:
        print("Serving on port 8000")
        server.serve_forever()
"""
}


def program(framework: str, files: dict[str, str], superuser: str = "") -> Any:
    """A program as ``start`` takes it."""
    return {"framework": framework, "files": files, "superuser": superuser}


def get(path: str, **more: Any) -> Any:
    """A GET request."""
    return {"method": "GET", "path": path, **more}


def post(path: str, **form: Any) -> Any:
    """A POST of a form."""
    return {"method": "POST", "path": path, "form": form}
