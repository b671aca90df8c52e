from flask import Blueprint, render_template

bp = Blueprint("todo", __name__, template_folder="templates")


@bp.get("/")
def index():
    return render_template("index.html", items=["Call Bob"])
