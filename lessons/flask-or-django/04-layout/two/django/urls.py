from django.urls import include, path

urlpatterns = [
    path("notes/", include("notes.urls")),
    path("todo/", include("todo.urls")),
]
