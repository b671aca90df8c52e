from django.contrib.auth.models import User


def make_people():
    User.objects.create_user("bob", password="builder")
