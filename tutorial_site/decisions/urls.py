"""Where a decision is weighed."""

from django.urls import path

from tutorial_site.decisions import views

app_name = "decisions"

urlpatterns = [
    path("<slug:course>/<slug:lesson>/<slug:block>/", views.decide, name="decide"),
]
