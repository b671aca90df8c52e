"""Addresses of exercises: what their pages tell the server, and ask it for."""

from django.urls import path

from tutorial_site.playground import exercise_views

app_name = "exercises"
_EXERCISE = "<slug:course>/<slug:lesson>/<slug:block>"

urlpatterns = [
    path(f"{_EXERCISE}/checks/", exercise_views.record, name="record"),
    path(f"{_EXERCISE}/hint/", exercise_views.hint, name="hint"),
    path(f"{_EXERCISE}/solution/", exercise_views.solution, name="solution"),
    path(f"{_EXERCISE}/mistakes/", exercise_views.mistakes, name="mistakes"),
    path(f"{_EXERCISE}/mistake/", exercise_views.mistake, name="mistake"),
]
