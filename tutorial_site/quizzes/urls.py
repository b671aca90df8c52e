"""Where answers go."""

from django.urls import path

from tutorial_site.quizzes import views

app_name = "quizzes"

urlpatterns = [
    path(
        "<slug:course>/<slug:lesson>/<slug:block>/verdict/<slug:when>/",
        views.verdict,
        name="verdict",
    ),
    path("<slug:course>/<slug:lesson>/<slug:block>/hint/", views.hint, name="hint"),
    path(
        "<slug:course>/<slug:lesson>/<slug:block>/<slug:question>/",
        views.answer,
        name="answer",
    ),
]
