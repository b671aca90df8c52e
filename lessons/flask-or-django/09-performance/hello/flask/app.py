from flask import Flask, render_template

app = Flask(__name__)
NOTES = [{"text": f"Note {n}"} for n in range(100)]


@app.get("/hello")
def hello():
    return "Hello, Ada!"


@app.get("/list")
def notes():
    return render_template("notes.html", notes=NOTES)
