from flask import Flask
from todo.views import todo

app = Flask(__name__)
app.register_blueprint(todo, name="home", url_prefix="/home")
app.register_blueprint(todo, name="work", url_prefix="/work")
