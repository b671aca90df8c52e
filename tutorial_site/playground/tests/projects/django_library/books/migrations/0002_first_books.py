from django.db import migrations

BOOKS = [
    ("Frankenstein", "Mary Shelley", 1818, "science"),
    ("The Last Man", "Mary Shelley", 1826, "plague"),
    ("Middlemarch", "George Eliot", 1871, "marriage"),
    ("Emma", "Jane Austen", 1815, "marriage"),
]


def fill(apps, schema_editor):
    author, subject = apps.get_model("books", "Author"), apps.get_model("books", "Subject")
    for title, name, year, about in BOOKS:
        writer, _ = author.objects.get_or_create(name=name)
        book = writer.books.create(title=title, year=year)
        book.subjects.add(subject.objects.get_or_create(name=about)[0])


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
