from django.urls import path, re_path

from . import views

app_name = "books"
urlpatterns = [
    path("", views.BookList.as_view(), name="index"),
    re_path(r"^year/(?P<year>[0-9]{4})/$", views.of_year, name="year"),
    path("subject/<slug:name>/", views.about, name="subject"),
    path("book/<int:pk>/", views.BookDetail.as_view(), name="detail"),
    path("book/new/", views.BookCreate.as_view(), name="new"),
]
