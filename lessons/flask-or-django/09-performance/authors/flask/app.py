from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
db = SQLAlchemy(app)


class Author(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Note(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship()


with app.app_context():
    db.create_all()


@app.post("/seed")
def seed():
    for n in range(50):
        db.session.add(Note(text=f"Note {n}", author=Author(name=f"Author {n}")))
    db.session.commit()
    return "Stored"


def lines(query):
    notes = db.session.scalars(query)
    return [f"{note.text} by {note.author.name}" for note in notes]


@app.get("/lazy")
def lazy():
    return lines(db.select(Note))


@app.get("/joined")
def joined():
    return lines(db.select(Note).options(joinedload(Note.author)))
