import todo
from flask import Flask

app = Flask(__name__)
app.register_blueprint(todo.bp, name="home", url_prefix="/home")
app.register_blueprint(todo.bp, name="work", url_prefix="/work")
