from django.db import models
from django.urls import reverse


class Author(models.Model):
    name = models.CharField(max_length=100, unique=True)
    born = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Subject(models.Model):
    name = models.CharField(max_length=40, unique=True)

    def __str__(self):
        return self.name


class BookQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subjects__name=subject)


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="books")
    subjects = models.ManyToManyField(Subject, blank=True)
    year = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField(default=1)
    is_reference = models.BooleanField("reference only", default=False)

    objects = BookQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["title", "author"], name="one_title_an_author")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("books:detail", args=[self.pk])
