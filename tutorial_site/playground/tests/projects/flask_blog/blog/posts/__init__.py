"""Reading and writing posts."""

import csv
import io

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    send_from_directory,
    url_for,
)
from flask_login import current_user, login_required
from werkzeug.utils import secure_filename

from ..extensions import db
from ..models import Comment, Post
from .forms import CommentForm, PostForm

blueprint = Blueprint("posts", __name__)


@blueprint.before_app_request
def count_comments():
    g.comments = db.session.scalar(db.select(db.func.count(Comment.id)))


@blueprint.app_context_processor
def with_comments():
    return {"comments": g.get("comments", 0)}


@blueprint.after_app_request
def no_sniffing(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.app_errorhandler(404)
def not_found(error):
    return render_template("404.html"), 404


@blueprint.app_template_filter()
def summary(text, words=20):
    found = text.split()
    return " ".join(found[:words]) + (" …" if len(found) > words else "")


@blueprint.get("/")
def index():
    page = db.paginate(db.select(Post).order_by(Post.published.desc()), per_page=5)
    return render_template("posts/index.html", page=page)


@blueprint.route("/posts/<int:post_id>", methods=["GET", "POST"])
def detail(post_id):
    post = db.get_or_404(Post, post_id)
    form = CommentForm()
    if form.validate_on_submit():
        post.comments.append(Comment(name=form.name.data, text=form.text.data))
        db.session.commit()
        return redirect(url_for(".detail", post_id=post.id))
    return render_template("posts/detail.html", post=post, form=form)


@blueprint.route("/posts/new", methods=["GET", "POST"])
@login_required
def new():
    form = PostForm()
    if form.validate_on_submit():
        post = Post(title=form.title.data, body=form.body.data, author=current_user)
        post.picture = save(form.picture.data)
        db.session.add(post)
        db.session.commit()
        flash("Published.")
        return redirect(url_for(".detail", post_id=post.id))
    return render_template("posts/form.html", form=form)


@blueprint.post("/posts/<int:post_id>/delete")
@login_required
def delete(post_id):
    post = db.get_or_404(Post, post_id)
    if post.author != current_user:
        abort(403)
    db.session.delete(post)
    db.session.commit()
    return redirect(url_for(".index"))


@blueprint.get("/pictures/<path:name>")
def picture(name):
    return send_from_directory(current_app.config["UPLOADS"], name)


@blueprint.get("/posts.csv")
def export():
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["title", "author"])
    rows.writerows(
        [post.title, post.author.username] for post in db.session.scalars(db.select(Post))
    )
    headers = {"Content-Disposition": 'attachment; filename="posts.csv"'}
    return Response(table.getvalue(), mimetype="text/csv", headers=headers)


def save(upload):
    """Keep an uploaded picture; the name that it got, None without one."""
    if not upload:
        return None
    name = secure_filename(upload.filename)
    upload.save(current_app.config["UPLOADS"] / name)
    return name
