from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Which file does what in a Django app?

- `urls.py` -> says which view answers
    > It maps paths to views.
- `views.py` -> makes the response
    > A view is called with the request.
- `models.py` -> describes the *tables*
- -> starts the server

Because: each has one job.
""",
    right={
        "urls.py": "says which view",
        "views.py": "makes the response",
        "models.py": "describes the tables",
    },
    wrong={
        "urls.py": "makes the response",
        "views.py": "starts the server",
        "models.py": "says which view",
    },
    partly=(
        {
            "urls.py": "says which view",
            "views.py": "starts the server",
            "models.py": "describes the tables",
        },
        2 / 3,
    ),
    secrets=("maps paths to views", "called with the request", "each has one job"),
    forged=(
        {"pair-0123456789": "0123456789"},
        {"pair-": "x"},
        {f"pair-{number}": "x" for number in range(900)},
    ),
    after=("maps paths to views", "called with the request", "Belongs to nothing here"),
)
