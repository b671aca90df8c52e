from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Which of these ask for the rows?

- [x] `len(tasks)`
    > It has to count them all.
- [x] `list(tasks)`
    > A list holds every row.
- [ ] `tasks.filter(done=True)`
    > That is another description.

Because: only what needs a row sends the query.
""",
    right={"len(tasks)": True, "list(tasks)": True},
    wrong={"tasks.filter(done=True)": True},
    partly=({"len(tasks)": True}, 0.5),
    secrets=("count them all", "every row", "another description", "needs a row"),
    forged=(
        {"choice": "0123456789"},
        {"choice": ["a"] * 900},
        {"choice": "-1"},
        {"choice": "x" * 100_000},
    ),
    after=("count them all", "every row", "another description"),
)
