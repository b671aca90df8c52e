"""The addresses of a learner's own data."""

from django.urls import path

from tutorial_site.archives import views

app_name = "archives"
urlpatterns = [
    path("", views.your_data, name="your_data"),
    path("archive.json", views.archive, name="archive"),
    path("attempts.csv", views.table, name="table"),
    path("bring/", views.bring, name="bring"),
    path("delete/", views.delete, name="delete"),
]
