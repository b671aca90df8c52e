"""Addresses of accounts."""

from django.urls import path

from tutorial_site.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("delete/", views.delete, name="delete"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/forgotten/", views.PasswordReset.as_view(), name="password_reset"),
    path("password/sent/", views.PasswordResetSent.as_view(), name="password_reset_sent"),
    path(
        "password/new/<uidb64>/<token>/",
        views.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
]
