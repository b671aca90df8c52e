"""The whole projects in ``projects/``, as programs."""

from pathlib import Path

from ..harness.__main__ import read_folder

FOLDER = Path(__file__).parent / "projects"
FLASK_BLOG = read_folder(FOLDER / "flask_blog")
DJANGO_LIBRARY = read_folder(FOLDER / "django_library")
FLASK_FLASKR = read_folder(FOLDER / "flask_flaskr")
DJANGO_POLLS = read_folder(FOLDER / "django_polls")
