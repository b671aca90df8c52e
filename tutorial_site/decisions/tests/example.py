"""A decision as an instructor types it, and with what answers its specs ask."""

CRITERIA = """
Who changes the *data*?

- [Django 3] People who never program
    > The admin is there on the first day.
- [ ] Only we do
    > A shell will do in both.

***

What is it?

- [Flask 2] One small service
    > Few parts to keep up to date.
- [django] A site with accounts
    > They are in the box.

***

Will it be big?

- [ ] Yes
    > Big how? Code, team and traffic differ.
- [ ] No
    > Everything was small once.
"""


def decision(criteria: str = CRITERIA, options: str = "sides: [Flask, Django]") -> str:
    return f"/// decision | Your own\n    id: own\n    {options}\n{criteria}///\n"
