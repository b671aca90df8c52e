from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import views

urlpatterns = [
    path("login/", LoginView.as_view(template_name="login.html", next_page="notes"), name="login"),
    path("logout/", LogoutView.as_view(next_page="login"), name="logout"),
    path("notes/", views.notes, name="notes"),
    path("notes/new/", views.new, name="new"),
]
