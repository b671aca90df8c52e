"""Where what was missed comes back."""

from django.urls import path

from tutorial_site.review import views

app_name = "review"

PLACE = "<slug:course>/<slug:lesson>/<slug:block>/<slug:question>/"

urlpatterns = [
    path("", views.today, name="today"),
    path("wanted/", views.wanted, name="wanted"),
    path(PLACE, views.question, name="question"),
    path(f"{PLACE}hint/", views.hint, name="hint"),
]
