"""What an answer is worth, and in which order its choices stood."""

import pytest

from tutorial_site.quizzes.kinds.choice import Choice, ChoiceQuestion
from tutorial_site.quizzes.kinds.choice.grading import grade
from tutorial_site.quizzes.kinds.choice.order import ids, shown
from tutorial_site.quizzes.kinds.choice.outcome import outcome_of


def question(*names: str, right: str, shuffle: bool = True) -> ChoiceQuestion:
    choices = tuple(
        Choice(id=name, html=name, text=name, feedback_html="", correct=name in right)
        for name in names
    )
    return ChoiceQuestion(
        id="q1",
        kind="choice",
        line=1,
        digest="d",
        stem_html="<p>Which?</p>",
        stem_text="Which?",
        because_html="",
        choices=choices,
        multiple=len(right) > 1,
        shuffle=shuffle,
    )


@pytest.mark.parametrize(("chosen", "score"), [("a", 1.0), ("b", 0.0), ("c", 0.0)])
def test_one_right_choice_scores_all_or_nothing(chosen: str, score: float) -> None:
    graded = grade(question("a", "b", "c", right="a"), [chosen])
    assert graded.score == score
    assert graded.correct == (score == 1.0)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [("ab", 1.0), ("a", 0.5), ("ac", 0.0), ("abc", 0.5), ("abcd", 0.0), ("cd", 0.0), ("", 0.0)],
)
def test_several_right_choices_score_in_parts_and_guessing_gains_nothing(
    chosen: str, score: float
) -> None:
    graded = grade(question("a", "b", "c", "d", right="ab"), list(chosen))
    assert graded.score == score
    assert graded.correct == (chosen == "ab")


def test_a_choice_counts_once_however_often_it_came() -> None:
    assert grade(question("a", "b", "c", right="ab"), ["a", "a"]).score == 0.5


SHUFFLED = question(*"abcdefgh", right="a")


def test_the_same_learner_sees_the_same_order() -> None:
    assert shown(SHUFFLED, seed="ada") == shown(SHUFFLED, seed="ada")
    assert sorted(ids(shown(SHUFFLED, seed="ada"))) == list("abcdefgh")


def test_learners_see_different_orders() -> None:
    assert len({tuple(ids(shown(SHUFFLED, seed=str(seed)))) for seed in range(10)}) > 5


def test_the_order_says_nothing_about_the_key() -> None:
    other_key = question(*"abcdefgh", right="h")
    assert ids(shown(SHUFFLED, seed="")) == ids(shown(other_key, seed=""))


def test_an_order_seen_before_stays() -> None:
    assert ids(shown(SHUFFLED, seed="ada", earlier=list("hgfedcba"))) == list("hgfedcba")


@pytest.mark.parametrize("earlier", ["abc", "aabcdefg", "abcdefgx", ""])
def test_an_order_of_other_choices_is_forgotten(earlier: str) -> None:
    expected = shown(SHUFFLED, seed="ada")
    assert shown(SHUFFLED, seed="ada", earlier=list(earlier)) == expected


def test_order_fixed_keeps_the_lesson_s() -> None:
    fixed = question(*"hgfa", right="a", shuffle=False)
    assert ids(shown(fixed, seed="ada", earlier=list("afgh"))) == list("hgfa")


def test_the_message_speaks_of_what_was_chosen_only() -> None:
    asked = question("a", "b", "c", "d", right="ab")
    messages = [
        outcome_of(asked, {"chosen": list(chosen), "shown": list("abcd")}).message
        for chosen in ("a", "ac", "cd")
    ]
    assert [message.split(":")[0].split(".")[0] for message in messages] == [
        "So far so good",
        "Partly right",
        "Not right yet",
    ]


def test_an_answer_of_choices_long_gone_can_still_be_looked_at() -> None:
    outcome = outcome_of(SHUFFLED, {"chosen": ["x"], "shown": ["x", "y"]})
    assert not outcome.chosen
    assert len(outcome.choices) == 8
