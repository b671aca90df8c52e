from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
What does this print?

```{.python .predict}
numbers = [3, 1, 2]
for number in sorted(numbers):
    print(number * 1111)
```

- [ ] `6666`
    > It prints on every turn, not at the end.
    misconception: print-adds-up

Because: `sorted` begins with the smallest.
""",
    right={"Type what it prints": "1111\n2222 \r\n3333"},
    wrong={"Type what it prints": "6666"},
    secrets=(
        "2222",
        "3333",
        "6666",
        "on every turn",
        "with the smallest",
        "print-adds-up",
        "predict}",
    ),
    forged=({"text": "x" * 2001}, {"text": "a\0b"}),
    after=("on every turn",),
)
