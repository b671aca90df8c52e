"""The addresses of certificates."""

from django.urls import path

from tutorial_site.progress import certificate_pages

app_name = "certificates"
urlpatterns = [
    path("of/<slug:course>/", certificate_pages.make, name="make"),
    path("<str:certificate>/", certificate_pages.certificate, name="certificate"),
    path("<str:certificate>/withdraw/", certificate_pages.withdraw, name="withdraw"),
]
