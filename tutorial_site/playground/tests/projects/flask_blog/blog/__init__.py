"""A blog: writers sign in and publish posts with pictures; readers comment."""

from pathlib import Path

from flask import Flask

from . import auth, commands, manage, posts
from .extensions import csrf, db, login, migrate


def create_app(config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        SECRET_KEY="a secret of the blog's",
        SQLALCHEMY_DATABASE_URI="sqlite:///blog.sqlite3",
        MAX_CONTENT_LENGTH=2_000_000,
        UPLOADS=Path(app.instance_path, "uploads"),
    )
    app.config.update(config or {})
    app.config["UPLOADS"].mkdir(parents=True, exist_ok=True)

    db.init_app(app)
    migrate.init_app(app, db)
    csrf.init_app(app)
    login.init_app(app)
    manage.init_app(app)

    app.register_blueprint(posts.blueprint)
    app.register_blueprint(auth.blueprint, url_prefix="/auth")
    commands.init_app(app)
    return app
