from flask import Blueprint, render_template

bp = Blueprint("notes", __name__, template_folder="templates")


@bp.get("/")
def index():
    return render_template("index.html", items=["Buy oat milk"])
