from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from models import Note, db, start

app = Flask(__name__)
start(app)


class NoteView(ModelView):
    column_list = ["text", "done"]
    column_filters = ["done"]
    column_searchable_list = ["text"]


Admin(app, name="Notes").add_view(NoteView(Note, db, url="notes/note"))
