"""Addresses of the sandbox's pages."""

from django.urls import path

from tutorial_site.playground import views

app_name = "playground"
urlpatterns = [
    path("runtime/", views.runtime, name="runtime"),
    path("preview/", views.preview, name="preview"),
    path("project.zip", views.download, name="download"),
]
