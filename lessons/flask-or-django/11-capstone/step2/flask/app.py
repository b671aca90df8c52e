from flask import Flask, redirect, render_template, url_for
from flask_login import current_user, login_required
from flask_wtf import CSRFProtect, FlaskForm
from models import Note, db
from people import start
from wtforms import StringField
from wtforms.validators import DataRequired, Length

app = Flask(__name__)
start(app)
CSRFProtect(app)


class NoteForm(FlaskForm):
    text = StringField(
        "New note",
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(), Length(max=200)],
    )


def mine():
    return db.select(Note).where(Note.owner_id == current_user.id)


def listed(form, status=200):
    notes = db.session.scalars(mine().order_by(Note.id.desc())).all()
    return render_template("notes.html", form=form, notes=notes), status


@app.get("/notes/")
@login_required
def notes():
    return listed(NoteForm())


@app.post("/notes/new/")
@login_required
def new():
    form = NoteForm()
    if not form.validate():
        return listed(form, 400)
    db.session.add(Note(owner_id=current_user.id, text=form.text.data))
    db.session.commit()
    return redirect(url_for("notes"))
