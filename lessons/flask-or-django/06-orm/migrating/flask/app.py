from flask import Flask, redirect, render_template, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.sqlite3"
db = SQLAlchemy(app)
migrate = Migrate(app, db)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200), nullable=False)


@app.get("/")
def index():
    notes = db.session.scalars(db.select(Note).order_by(Note.id))
    return render_template("notes.html", notes=notes.all())


@app.post("/")
def add():
    db.session.add(Note(text=request.form["text"]))
    db.session.commit()
    return redirect("/")
