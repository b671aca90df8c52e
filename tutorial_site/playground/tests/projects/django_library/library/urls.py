from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "The library's desk"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
    path("loans/", include("loans.urls")),
    path("", include("books.urls")),
]
