from django.urls import include, path

urlpatterns = [
    path("home/", include("todo.urls", namespace="home")),
    path("work/", include("todo.urls", namespace="work")),
]
