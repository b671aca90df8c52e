"""The editors' pages, by Flask-Admin."""

from flask import redirect, request, url_for
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_login import current_user

from .extensions import db
from .models import Comment, Post, User


class ForEditors:
    def is_accessible(self):
        return current_user.is_authenticated and current_user.is_editor

    def inaccessible_callback(self, name, **kwargs):
        return redirect(url_for("auth.log_in", next=request.path))


class EditorsIndex(ForEditors, AdminIndexView):
    pass


class PostView(ForEditors, ModelView):
    column_list = ["title", "author", "published"]
    column_searchable_list = ["title", "body"]
    column_filters = ["author.username", "published"]
    form_columns = ["title", "body", "author"]


class UserView(ForEditors, ModelView):
    column_exclude_list = ["password"]
    form_excluded_columns = ["password", "posts"]
    can_create = False


class CommentView(ForEditors, ModelView):
    column_editable_list = ["text"]


def init_app(app):
    # Of this application alone: Flask-Admin keeps its blueprints in the object.
    admin = Admin(app, name="Editors", index_view=EditorsIndex(url="/manage"))
    admin.add_view(PostView(Post, db.session, endpoint="manage_posts", url="/manage/posts"))
    admin.add_view(UserView(User, db.session, endpoint="manage_users", url="/manage/users"))
    admin.add_view(
        CommentView(Comment, db.session, endpoint="manage_comments", url="/manage/comments")
    )
