import functools

from flask import (
    Blueprint,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.security import check_password_hash, generate_password_hash

from flaskr.db import get_db

bp = Blueprint("auth", __name__, url_prefix="/auth")


@bp.route("/register", methods=("GET", "POST"))
def register():
    if request.method == "POST":
        name = request.form["name"]
        password = request.form["password"]
        db = get_db()
        error = None
        if not name:
            error = "A name is required."
        elif not password:
            error = "A password is required."
        if error is None:
            try:
                db.execute(
                    "INSERT INTO person (name, password) VALUES (?, ?)",
                    (name, generate_password_hash(password)),
                )
                db.commit()
            except db.IntegrityError:
                error = f"{name} is registered already."
            else:
                return redirect(url_for("auth.login"))
        flash(error)
    return render_template("auth/register.html")


@bp.route("/login", methods=("GET", "POST"))
def login():
    if request.method == "POST":
        person = (
            get_db()
            .execute("SELECT * FROM person WHERE name = ?", (request.form["name"],))
            .fetchone()
        )
        if person is None or not check_password_hash(
            person["password"], request.form["password"]
        ):
            flash("Wrong name or password.")
        else:
            session.clear()
            session["person_id"] = person["id"]
            return redirect(url_for("index"))
    return render_template("auth/login.html")


@bp.before_app_request
def load_person():
    person_id = session.get("person_id")
    g.person = (
        get_db().execute("SELECT * FROM person WHERE id = ?", (person_id,)).fetchone()
        if person_id
        else None
    )


@bp.route("/logout")
def logout():
    session.clear()
    return redirect(url_for("index"))


def login_required(view):
    @functools.wraps(view)
    def wrapped_view(**kwargs):
        if g.person is None:
            return redirect(url_for("auth.login"))
        return view(**kwargs)

    return wrapped_view
