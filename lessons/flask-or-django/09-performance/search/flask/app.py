from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)
work = []  # one entry for each time that it was done


@app.route("/report", methods=["GET", "POST"])
def report():
    work.append("done")
    tag = escape(request.args.get("tag", "all"))
    return f"{tag}, by {request.method}, work {len(work)}"
