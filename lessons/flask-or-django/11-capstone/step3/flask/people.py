"""Who may come in: users, log-in, log-out. Finished; you made one like it in the lesson on security."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, login_user, logout_user
from models import db
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash

WEAK = "pbkdf2:sha256:1000"  # so that a log-in here takes no time: leave it out in a real project
PEOPLE = [("ada", "lovelace"), ("bob", "builder")]

people = Blueprint("people", __name__)
login = LoginManager()
login.login_view = "people.log_in"


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]


@login.user_loader
def load(user_id):
    return db.session.get(User, int(user_id))


@people.route("/login/", methods=["GET", "POST"])
def log_in():
    if request.method == "POST":
        named = db.select(User).filter_by(username=request.form["username"])
        user = db.session.scalar(named)
        if user and check_password_hash(user.password, request.form["password"]):
            login_user(user)
            return redirect(url_for("notes"))
    return render_template("login.html")


@people.post("/logout/")
def log_out():
    logout_user()
    return redirect(url_for("people.log_in"))


def start(app):
    app.config["SECRET_KEY"] = "only-for-lessons"
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
    db.init_app(app)
    login.init_app(app)
    app.register_blueprint(people)
    with app.app_context():
        db.create_all()
        for name, password in PEOPLE:
            db.session.add(User(username=name, password=generate_password_hash(password, WEAK)))
        db.session.commit()
