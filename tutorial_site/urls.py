"""The site's addresses, one line a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("tutorial_site.catalog.urls")),  # first: pages are what is asked for most
    path("sandbox/", include("tutorial_site.playground.urls")),
    path("exercises/", include("tutorial_site.playground.exercise_urls")),
    path("progress/", include("tutorial_site.progress.urls")),
    path("certificates/", include("tutorial_site.progress.certificate_urls")),
    path("data/", include("tutorial_site.archives.urls")),
    path("drafts/", include("tutorial_site.drafts.urls")),
    path("account/", include("tutorial_site.accounts.urls")),
    path("review/", include("tutorial_site.review.urls")),
    path("answers/", include("tutorial_site.quizzes.urls")),
    path("decisions/", include("tutorial_site.decisions.urls")),
]
