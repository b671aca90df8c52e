from flask_login import LoginManager, UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

db = SQLAlchemy()
login = LoginManager()
login.login_view = "log_in"


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]


@login.user_loader
def load(user_id):
    return db.session.get(User, user_id)


def start(app):
    app.config["SECRET_KEY"] = "only-for-lessons"
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///people.db"
    db.init_app(app)
    login.init_app(app)
    with app.app_context():
        db.create_all()
