"""Where facts go that no form sends."""

from django.urls import path

from tutorial_site.progress import views

app_name = "progress"

urlpatterns = [path("runs/", views.record_run, name="record_run")]
