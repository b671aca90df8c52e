from flask import Flask, request
from models import Note, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
db.init_app(app)

with app.app_context():
    db.create_all()


@app.get("/api/notes")
def notes():
    found = db.session.scalars(db.select(Note).order_by(Note.id))
    return [note.as_json() for note in found]


@app.post("/api/notes")
def add():
    data = request.get_json()
    note = Note(text=data["text"])
    db.session.add(note)
    db.session.commit()
    return note.as_json(), 201


@app.get("/api/notes/<int:id>")
def note(id):
    return db.get_or_404(Note, id).as_json()
