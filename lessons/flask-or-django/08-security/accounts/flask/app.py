from flask import Flask, redirect, render_template, request
from flask_login import login_required, login_user, logout_user
from models import User, db, start

app = Flask(__name__)
start(app)


@app.get("/home")
def home():
    return render_template("home.html")


@app.post("/join")
def join():
    username, password = request.form["username"], request.form["password"]
    db.session.add(User(username=username, password=password))
    db.session.commit()
    return redirect("/log-in")


@app.route("/log-in", methods=["GET", "POST"])
def log_in():
    if request.method == "POST":
        named = db.select(User).filter_by(username=request.form["username"])
        user = db.session.scalar(named)
        if user and user.password == request.form["password"]:
            login_user(user)
            return redirect(request.args.get("next", "/home"))
    return render_template("log_in.html")


@app.route("/log-out", methods=["GET", "POST"])
def log_out():
    logout_user()
    return redirect("/home")


@login_required
@app.get("/secret")
def secret():
    return "The secret plans"
