from flask import Blueprint, render_template

todo = Blueprint("todo", __name__, template_folder="templates")


@todo.get("/")
def index():
    return render_template("index.html", items=["Call Bob"])
