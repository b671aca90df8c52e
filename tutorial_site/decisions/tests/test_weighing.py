"""Answers become points and reasons, and the outcome says on what it hangs."""

from tutorial_site.decisions.tree import Choice, Criterion
from tutorial_site.decisions.weighing import Weighed, read_answers, weigh

SIDES = ("Flask", "Django")


def criterion(name: str, *choices: tuple[str, str, int]) -> Criterion:
    made = tuple(Choice(word, word, word, "", side, weight) for word, side, weight in choices)
    return Criterion(name, name, name, 1, made)


CRITERIA = (
    criterion("who", ("staff", "Django", 3), ("us", "", 0)),
    criterion("what", ("service", "Flask", 2), ("site", "Django", 1)),
    criterion("team", ("flaskers", "Flask", 2), ("djangonauts", "Django", 2)),
)


def outcome(**given: str) -> Weighed:
    """Answers as in an address: ``who="staff", who_matters="2"``."""
    query = {f"own-{name.replace('_', '-')}": value for name, value in given.items()}
    return weigh(SIDES, CRITERIA, read_answers(CRITERIA, query, "own"))


def test_weights_add_up_for_each_side() -> None:
    found = outcome(who="staff", what="service", team="djangonauts")
    assert [(tally.side, tally.points) for tally in found.tallies] == [("Flask", 2), ("Django", 5)]
    assert found.summary == "Your answers lean to Django, 5 to 2."


def test_the_heaviest_reason_comes_first() -> None:
    found = outcome(what="site", who="staff", team="djangonauts")
    assert [answer.choice.id for answer in found.tallies[1].answers] == [
        "staff",
        "djangonauts",
        "site",
    ]


def test_what_matters_twice_as_much_counts_twice() -> None:
    found = outcome(who="staff", what="service", what_matters="2")
    assert found.leader == "Flask"
    assert found.score == "4 to 3"


def test_what_does_not_matter_is_left_out_and_said() -> None:
    found = outcome(who="staff", who_matters="0", what="service")
    assert [answer.choice.id for answer in found.left_out] == ["staff"]
    assert found.leader == "Flask"


def test_an_answer_for_no_side_is_said_and_counts_nothing() -> None:
    found = outcome(who="us")
    assert [answer.choice.id for answer in found.neither] == ["us"]
    assert found.summary == "None of your answers counts for a side. 2 questions are open."


def test_it_says_on_which_answers_the_lead_hangs() -> None:
    found = outcome(who="staff", what="service", team="djangonauts")
    assert [answer.choice.id for answer in found.decisive] == ["staff"]
    assert outcome(who="staff", what="site", team="djangonauts").decisive == ()


def test_level_sides_lead_nowhere_and_nothing_is_decisive() -> None:
    found = outcome(what="service", team="djangonauts")
    assert (found.leader, found.decisive) == ("", ())
    assert found.summary == "Your answers lean nowhere: 2 to 2. 1 question is open."


def test_bars_are_drawn_against_the_fullest() -> None:
    assert [t.share for t in outcome(who="staff", what="service").tallies] == [66, 100]
    assert [t.share for t in outcome().tallies] == [0, 0]


def test_whatever_stands_in_an_address_only_known_answers_count() -> None:
    found = outcome(who="nobody", other="x", what="service", what_matters="100")
    assert (found.answered, found.score) == (1, "2 to 0")
