from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    options={"kind": "order"},
    markdown="""\
Make this a view that answers.

1. `@app.get("/")`
2. `def index():`
3. `    name = "Ada"`
    > The name has to be there before it is used.
4. `    return name`
- `    print(name)`
    > That goes to the console, not to the browser.
    misconception: print-answers

Because: a view returns what it answers.
""",
    right={
        'Place @app.get("/")': "1",
        "Place def index():": "2",
        'Place name = "Ada"': "3",
        'Indentation name = "Ada"': "1",
        "Place return name": "4",
        "Indentation return name": "1",
        "Place print(name)": "out",
    },
    wrong={"Place return name": "1", "Place print(name)": "2"},
    partly=(
        {
            'Place @app.get("/")': "1",
            "Place def index():": "2",
            'Place name = "Ada"': "4",
            'Indentation name = "Ada"': "1",
            "Place return name": "3",
            "Indentation return name": "1",
        },
        0.75,
    ),
    secrets=("has to be there", "goes to the console", "returns what it answers", "print-answers"),
    forged=(
        {"place-0123456789": "1"},
        {"place-": "1"},
        {f"place-{number}": str(number) for number in range(900)},
        {"indent-0123456789": "1"},
    ),
    after=("has to be there", "goes to the console", "Doesn’t belong"),
)
