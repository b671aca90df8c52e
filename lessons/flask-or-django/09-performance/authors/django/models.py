from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=50)


class Note(models.Model):
    text = models.TextField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
