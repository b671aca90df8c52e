import os

from flask import Flask


def create_app(test_config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        SECRET_KEY="dev",
        DATABASE=os.path.join(app.instance_path, "flaskr.sqlite"),
    )
    if test_config is None:
        app.config.from_pyfile("config.py", silent=True)
    else:
        app.config.from_mapping(test_config)

    os.makedirs(app.instance_path, exist_ok=True)

    @app.route("/ping")
    def ping():
        return "pong"

    from . import db

    db.init_app(app)

    from . import auth, journal

    app.register_blueprint(auth.bp)
    app.register_blueprint(journal.bp)
    app.add_url_rule("/", endpoint="index")
    return app
