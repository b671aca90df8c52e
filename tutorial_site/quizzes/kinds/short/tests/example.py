from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Which method of a queryset asks the database for a number?

- [=] count
    > It answers with a number, so it has to ask.
- [~] `\\.?count\\(\\)`
- [ ] filter
    > That describes another query.
    misconception: filter-sends-the-query

Because: a number can't wait.
""",
    right={"Type your answer.": " Count "},
    wrong={"Type your answer.": "filter"},
    secrets=("count", "number, so", "describes another", "a number can", "misconception"),
    forged=({"text": "x" * 201}, {"text": "x" * 100_000}, {"text": "a\0b"}),
    after=("number, so it has to ask", "describes another query"),
)
