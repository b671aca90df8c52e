"""The addresses of progress: where facts go that no form sends, and what they add up to."""

from django.urls import path

from tutorial_site.progress import pages, views

app_name = "progress"

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("runs/", views.record_run, name="record_run"),
    path("reading/", views.record_reading, name="record_reading"),
    path("marks/<slug:course>/<slug:lesson>/", views.marks, name="marks"),
]
