from flask import Blueprint, redirect, render_template, url_for

bp = Blueprint("todo", __name__, template_folder="templates")


@bp.get("/")
def index():
    return render_template("todo/index.html")


@bp.get("/list/")
def old_address():
    return redirect(url_for(".index"))
