from flask_login import LoginManager, UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

db = SQLAlchemy()
login = LoginManager()


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    is_admin: Mapped[bool]


class Note(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    done: Mapped[bool] = mapped_column(default=False)


@login.user_loader
def load_user(user_id):
    return db.session.get(User, user_id)


def start(app):
    app.config["SECRET_KEY"] = "only-for-lessons"
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
    db.init_app(app)
    login.init_app(app)
    with app.app_context():
        db.create_all()
        db.session.add(User(username="ada", is_admin=True))
        db.session.add(User(username="bob", is_admin=False))
        db.session.add(Note(text="Buy oat milk"))
        db.session.add(Note(text="Call Bob"))
        db.session.commit()
