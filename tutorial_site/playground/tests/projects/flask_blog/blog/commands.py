"""`flask seed` and `flask promote`."""

import click

from .extensions import db
from .models import Comment, Post, User


def init_app(app):
    @app.cli.command()
    def seed():
        """Fill the blog with a few posts."""
        fill()
        click.echo("Filled.")

    @app.cli.command()
    @click.argument("name")
    def promote(name):
        """Make somebody an editor."""
        user = db.session.scalar(db.select(User).where(User.username == name))
        if user is None:
            raise click.ClickException(f"There is no {name}.")
        user.is_editor = True
        db.session.commit()
        click.echo(f"{name} is an editor.")


def fill():
    """Ada, an editor, with three posts; Bob, who has none."""
    ada, bob = User(username="ada", is_editor=True), User(username="bob")
    ada.set_password("lovelace-1815")
    bob.set_password("builder-bob-1")
    for number, title in enumerate(["Notes on the Engine", "On Poetry", "Numbers"], 1):
        post = Post(title=title, body=f"{title}: " + "a word or two " * 15, author=ada)
        post.comments = [Comment(name="Charles", text=f"Number {n}") for n in range(number)]
        db.session.add(post)
    db.session.add(bob)
    db.session.commit()
