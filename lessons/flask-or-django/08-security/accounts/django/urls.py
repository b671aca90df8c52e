from django.urls import path
from views import home, join, log_in, log_out, secret

urlpatterns = [
    path("home", home),
    path("join", join),
    path("log-in", log_in),
    path("log-out", log_out),
    path("secret", secret),
]
