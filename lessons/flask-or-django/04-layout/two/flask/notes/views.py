from flask import Blueprint, render_template

notes = Blueprint("notes", __name__, template_folder="templates")


@notes.get("/")
def index():
    return render_template("index.html", items=["Buy oat milk"])
