from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField, SubmitField, ValidationError
from wtforms.validators import DataRequired, EqualTo, Length

from ..extensions import db
from ..models import User


def find_user(name):
    return db.session.scalar(db.select(User).where(User.username == name))


class LogInForm(FlaskForm):
    username = StringField(validators=[DataRequired()])
    password = PasswordField(validators=[DataRequired()])
    remember = BooleanField("Remember me")
    submit = SubmitField("Log in")
    user = None

    def validate_password(self, field):
        user = find_user(self.username.data)
        if user is None or not user.has_password(field.data):
            raise ValidationError("Nobody has this name and password.")
        self.user = user


class SignUpForm(FlaskForm):
    username = StringField(validators=[DataRequired(), Length(3, 40)])
    password = PasswordField(validators=[DataRequired(), Length(min=8)])
    again = PasswordField("Password, again", validators=[EqualTo("password")])
    submit = SubmitField("Sign up")

    def validate_username(self, field):
        if find_user(field.data):
            raise ValidationError("This name is taken.")
