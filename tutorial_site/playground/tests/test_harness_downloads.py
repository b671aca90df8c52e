"""What a browser saves instead of showing, and under which name."""

import pytest

from ..harness.wsgi import RawResponse, download_name, received


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("", None),
        ("inline", None),
        ('inline; filename="a.txt"', None),
        ("attachment", "download"),
        ('attachment; filename="notes.csv"', "notes.csv"),
        ("ATTACHMENT; filename=notes.csv", "notes.csv"),
        ('attachment; filename="my notes.csv"', "my notes.csv"),
        ("attachment; filename*=UTF-8''Zo%C3%AB.txt", "Zoë.txt"),
        ("attachment; filename=\"Zoe.txt\"; filename*=UTF-8''Zo%C3%AB.txt", "Zoë.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.txt"', "a.txt"),
        ('attachment; filename=".."', "download"),
        ('attachment; filename="a\tb.txt"', "ab.txt"),
    ],
)
def test_the_name_is_the_responses_own_and_a_plain_one(disposition, name):
    assert download_name(disposition) == name


def test_a_response_tells_it():
    headers = [
        ("Content-Type", "text/csv"),
        ("Content-Disposition", 'attachment; filename="a.csv"'),
    ]
    assert received(RawResponse(200, "OK", headers, b"a,b"))["download"] == "a.csv"
    assert received(RawResponse(200, "OK", [], b"a"))["download"] is None


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_the_frameworks_own_ways_are_understood(framework, flask, django):
    if framework == "flask":
        trial = flask(
            "import io\nfrom flask import Flask, send_file\n\napp = Flask(__name__)\n\n\n"
            '@app.get("/")\ndef index():\n    file = io.BytesIO(b"a,b")\n'
            '    return send_file(file, as_attachment=True, download_name="Zoë 1.csv")\n'
        )
    else:
        trial = django(
            {
                "views.py": "import io\nfrom django.http import FileResponse\n\n\n"
                'def index(request):\n    file = io.BytesIO(b"a,b")\n'
                '    return FileResponse(file, as_attachment=True, filename="Zoë 1.csv")\n'
            }
        )
    response = trial.get("/")["response"]
    assert response["download"] == "Zoë 1.csv"
    assert response["type"] == "text/csv"
