from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Which status does a `POST` without a token get?

- [#] 403
    > The middleware forbids it.
- [ ] 405
    > The method is allowed; the token is missing.

Because: the protection is on.
""",
    right={"Type a number.": "403"},
    wrong={"Type a number.": "405"},
    secrets=("403", "405", "forbids it", "token is missing", "protection is on"),
    forged=({"text": "1" * 1000}, {"text": "4\0" + "03"}),
    after=("403", "405", "forbids it", "token is missing"),
)
