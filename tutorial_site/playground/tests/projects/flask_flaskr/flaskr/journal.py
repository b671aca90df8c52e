from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import abort

from flaskr.auth import login_required
from flaskr.db import get_db

bp = Blueprint("journal", __name__)
ENTRIES = (
    "SELECT e.id, title, body, written, writer_id, name"
    " FROM entry e JOIN person p ON e.writer_id = p.id"
)


@bp.route("/")
def index():
    entries = get_db().execute(f"{ENTRIES} ORDER BY written DESC").fetchall()
    return render_template("journal/index.html", entries=entries)


@bp.route("/create", methods=("GET", "POST"))
@login_required
def create():
    if request.method == "POST":
        title = request.form["title"]
        if not title:
            flash("A title is required.")
        else:
            db = get_db()
            db.execute(
                "INSERT INTO entry (title, body, writer_id) VALUES (?, ?, ?)",
                (title, request.form["body"], g.person["id"]),
            )
            db.commit()
            return redirect(url_for("journal.index"))
    return render_template("journal/create.html")


def get_entry(id, check_writer=True):
    entry = get_db().execute(f"{ENTRIES} WHERE e.id = ?", (id,)).fetchone()
    if entry is None:
        abort(404, f"There is no entry {id}.")
    if check_writer and entry["writer_id"] != g.person["id"]:
        abort(403)
    return entry


@bp.route("/<int:id>/update", methods=("GET", "POST"))
@login_required
def update(id):
    entry = get_entry(id)
    if request.method == "POST":
        title = request.form["title"]
        if not title:
            flash("A title is required.")
        else:
            db = get_db()
            db.execute(
                "UPDATE entry SET title = ?, body = ? WHERE id = ?",
                (title, request.form["body"], id),
            )
            db.commit()
            return redirect(url_for("journal.index"))
    return render_template("journal/update.html", entry=entry)


@bp.route("/<int:id>/delete", methods=("POST",))
@login_required
def delete(id):
    get_entry(id)
    db = get_db()
    db.execute("DELETE FROM entry WHERE id = ?", (id,))
    db.commit()
    return redirect(url_for("journal.index"))
