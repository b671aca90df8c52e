"""What a server imports: the application, its tables up to date."""

from flask_migrate import upgrade

from blog import create_app

app = create_app()

with app.app_context():
    upgrade()  # as `flask db upgrade` does
