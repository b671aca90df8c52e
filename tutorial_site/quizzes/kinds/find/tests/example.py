from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Called twice, this remembers the first call. Which line is to blame?

```{.python title="notes.py"}
def add(note, notes=[]):  # <- fault: the list is made **once**, with the function
    notes.append(note)  # <- fine: it is meant to change its list

    return notes
```

Because: a default is evaluated when `def` is.
""",
    right={"def add(note": True},
    wrong={"notes.append(note)": True},
    secrets=("made <strong>once", "meant to change", "a default is evaluated", "fault:", "&lt;-"),
    forged=(
        {"line": "0123456789"},
        {"line": ""},
        {"line": "-1"},
        {"line": ["a"] * 900},
        {"line": "x" * 100_000},
    ),
    after=("made once", "meant to change", "At fault", "Not at fault"),
)
