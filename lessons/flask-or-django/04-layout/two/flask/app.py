from flask import Flask
from notes.views import notes
from todo.views import todo

app = Flask(__name__)
app.register_blueprint(notes, url_prefix="/notes")
app.register_blueprint(todo, url_prefix="/todo")
