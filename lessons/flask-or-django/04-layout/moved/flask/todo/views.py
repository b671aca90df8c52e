from flask import Blueprint, redirect, render_template, url_for

todo = Blueprint("todo", __name__, template_folder="templates")


@todo.get("/")
def index():
    return render_template("todo/index.html")


@todo.get("/list/")
def old_address():
    return redirect(url_for(".index"))
