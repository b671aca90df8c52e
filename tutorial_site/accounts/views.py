"""Accounts: sign up, in and out, passwords, the account's own page."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tutorial_site.accounts import forms

BACKEND = "django.contrib.auth.backends.ModelBackend"


def next_page(request: HttpRequest) -> str:
    """Where the visitor came from, if that is a page of this site; else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@transaction.atomic
def enter(request: HttpRequest, form: forms.SignUpForm) -> User:
    """Make the account and sign in to it. If anything fails, the visitor is who they were."""
    user: User = form.save()
    login(request, user, backend=BACKEND)
    return user


@never_cache
@sensitive_post_parameters("password1", "password2")
def sign_up(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("accounts:account")
    form = forms.SignUpForm(request.POST or None)
    if form.is_valid():
        user = enter(request, form)
        messages.success(
            request, f"Welcome, {user.get_username()}. What you did here so far is yours now."
        )
        return redirect(next_page(request))
    return render(request, "accounts/sign_up.html", {"form": form, "next": next_page(request)})


class SignIn(views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        # Signing in makes the session anew before histories are merged: if that fails, the old
        # session has to be there still, or nobody would find what was done in it.
        with transaction.atomic():
            return super().form_valid(form)


class SignOut(views.LogoutView):
    pass


@method_decorator(never_cache, name="dispatch")
class PasswordChange(views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = forms.PasswordChangeForm
    success_url = reverse_lazy("accounts:account")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


class PasswordReset(views.PasswordResetView):
    """The page says the same whether there is such an account or not."""

    template_name = "accounts/password_reset.html"
    form_class = forms.PasswordResetForm
    subject_template_name = "accounts/password_reset_subject.txt"
    email_template_name = "accounts/password_reset_email.txt"
    success_url = reverse_lazy("accounts:password_reset_sent")
    extra_context = {"can_send": settings.CAN_SEND_EMAIL}


class PasswordResetSent(views.PasswordResetDoneView):
    template_name = "accounts/password_reset_sent.html"


class PasswordResetConfirm(views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    form_class = forms.SetPasswordForm
    success_url = reverse_lazy("accounts:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is set. Sign in with it.")
        return super().form_valid(form)


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The account's own page: its address, its password, its end."""
    form = forms.EmailForm(request.POST or None, instance=cast(User, request.user))
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form})


@never_cache
@login_required
@sensitive_post_parameters("password")
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account and every fact about its learner."""
    user = cast(User, request.user)
    form = forms.DeleteForm(user, request.POST or None)
    if form.is_valid():
        logout(request)
        user.delete()
        messages.success(request, "Your account is deleted, and all that was kept of you.")
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/delete.html", {"form": form})
