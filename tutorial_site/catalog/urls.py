from django.urls import path

from tutorial_site.catalog import views

app_name = "catalog"
urlpatterns = [
    path("", views.home, name="home"),
    path("dev/version/", views.version, name="version"),
    path("learn/<slug:course>/", views.course, name="course"),
    path("learn/<slug:course>/glossary/", views.glossary, name="glossary"),
    path("learn/<slug:course>/<slug:lesson>/", views.lesson, name="lesson"),
    path("learn/<slug:course>/<slug:lesson>/<path:path>", views.image, name="image"),
]
