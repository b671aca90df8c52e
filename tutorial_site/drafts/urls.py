"""The address of drafts."""

from django.urls import path

from tutorial_site.drafts import views

app_name = "drafts"
urlpatterns = [path("", views.drafts, name="drafts")]
