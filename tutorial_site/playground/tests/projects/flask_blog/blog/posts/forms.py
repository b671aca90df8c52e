from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField
from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length


class PostForm(FlaskForm):
    title = StringField(validators=[DataRequired(), Length(max=120)])
    body = TextAreaField(validators=[DataRequired()])
    picture = FileField(validators=[FileAllowed(["png", "gif", "jpg"], "Only pictures.")])
    submit = SubmitField("Publish")


class CommentForm(FlaskForm):
    name = StringField(validators=[DataRequired(), Length(max=40)])
    text = TextAreaField(validators=[DataRequired(), Length(max=500)])
    submit = SubmitField("Comment")
