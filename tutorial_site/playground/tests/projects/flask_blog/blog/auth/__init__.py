"""Signing up, in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required, login_user, logout_user

from ..extensions import db
from ..models import User
from .forms import LogInForm, SignUpForm

blueprint = Blueprint("auth", __name__)


@blueprint.before_request
def already_signed_in():
    """Whoever is signed in has nothing to do here but to leave."""
    if current_user.is_authenticated and request.endpoint != "auth.log_out":
        return redirect(url_for("posts.index"))
    return None


@blueprint.route("/sign-up", methods=["GET", "POST"])
def sign_up():
    form = SignUpForm()
    if form.validate_on_submit():
        user = User(username=form.username.data)
        user.set_password(form.password.data)
        db.session.add(user)
        db.session.commit()
        login_user(user)
        flash(f"Welcome, {user.username}!")
        return redirect(url_for("posts.index"))
    return render_template("auth/form.html", form=form, title="Sign up")


@blueprint.route("/log-in", methods=["GET", "POST"])
def log_in():
    form = LogInForm()
    if form.validate_on_submit():
        login_user(form.user, remember=form.remember.data)
        return redirect(_safe(request.args.get("next")) or url_for("posts.index"))
    return render_template("auth/form.html", form=form, title="Log in")


@blueprint.post("/log-out")
@login_required
def log_out():
    logout_user()
    return redirect(url_for("posts.index"))


def _safe(target):
    """Only within the site: a link may name any address."""
    parts = urlsplit(target or "")
    return target if target and not parts.netloc and not parts.scheme else None
