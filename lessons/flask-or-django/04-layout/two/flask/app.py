import notes
import todo
from flask import Flask

app = Flask(__name__)
app.register_blueprint(notes.bp, url_prefix="/notes")
app.register_blueprint(todo.bp, url_prefix="/todo")
