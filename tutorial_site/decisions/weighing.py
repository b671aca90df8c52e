"""What a learner's answers weigh: for which side, for which reasons, and on what it hangs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutorial_site.decisions.tree import Choice, Criterion

# How much a criterion matters to the learner: what its weight is multiplied by.
FACTORS = {"0": "Not at all", "1": "Normally", "2": "Twice as much"}
USUAL = "1"


@dataclass(frozen=True, slots=True)
class Answer:
    """A learner's answer to a criterion. ``factor`` is 0, 1 or 2."""

    criterion: Criterion
    choice: Choice
    factor: int

    @property
    def points(self) -> int:
        return self.choice.weight * self.factor if self.choice.side else 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What speaks for one side, the heaviest first. ``share`` is of the fullest side, 0 to 100."""

    side: str
    answers: tuple[Answer, ...]
    share: int = 0

    @property
    def points(self) -> int:
        return sum(answer.points for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Weighed:
    """``tallies`` are in the order of the block's sides; ``neither`` speaks for none of them,
    ``left_out`` is what doesn't matter to the learner; ``open`` criteria have no answer.

    ``decisive`` are the answers any one of which, taken back, would end the lead.
    """

    tallies: tuple[Tally, ...]
    neither: tuple[Answer, ...]
    left_out: tuple[Answer, ...]
    open: int
    decisive: tuple[Answer, ...] = ()

    @property
    def answered(self) -> int:
        counted = sum(len(tally.answers) for tally in self.tallies)
        return counted + len(self.neither) + len(self.left_out)

    @property
    def leader(self) -> str:
        """The side with the most points, "" where there is none or two are level."""
        most = max((tally.points for tally in self.tallies), default=0)
        first = [tally.side for tally in self.tallies if tally.points == most]
        return first[0] if most and len(first) == 1 else ""

    @property
    def score(self) -> str:
        """The points, the most first: "7 to 3"."""
        points = sorted((tally.points for tally in self.tallies), reverse=True)
        return " to ".join(str(each) for each in points)

    @property
    def summary(self) -> str:
        """The outcome in a sentence or two."""
        if not self.answered:
            return "Nothing is answered yet."
        if self.leader:
            found = f"Your answers lean to {self.leader}, {self.score}."
        elif any(tally.points for tally in self.tallies):
            found = f"Your answers lean nowhere: {self.score}."
        else:
            found = "None of your answers counts for a side."
        if not self.open:
            return found
        return f"{found} {self.open} {'question is' if self.open == 1 else 'questions are'} open."


def read_answers(
    criteria: Sequence[Criterion], given: Mapping[str, str], prefix: str
) -> tuple[Answer, ...]:
    """The answers in an address's query, ``prefix-criterion=choice``. Unknown ones are none."""
    answers = []
    for criterion in criteria:
        name = f"{prefix}-{criterion.id}"
        choice = criterion.choice(given.get(name, ""))
        factor = given.get(f"{name}-matters", USUAL)
        if choice is not None:
            answers.append(Answer(criterion, choice, int(factor if factor in FACTORS else USUAL)))
    return tuple(answers)


def weigh(sides: Sequence[str], criteria: Sequence[Criterion], given: Sequence[Answer]) -> Weighed:
    """Sort the answers by what they speak for, and find those on which the outcome hangs."""
    weighed = _sorted(sides, len(criteria), given)
    if not weighed.leader:
        return weighed
    decisive = tuple(
        answer
        for answer in given
        if answer.points and _without(sides, len(criteria), given, answer).leader != weighed.leader
    )
    return replace(weighed, decisive=decisive)


def _without(
    sides: Sequence[str], criteria: int, given: Sequence[Answer], answer: Answer
) -> Weighed:
    return _sorted(sides, criteria, [each for each in given if each is not answer])


def _sorted(sides: Sequence[str], criteria: int, given: Sequence[Answer]) -> Weighed:
    tallies = [
        Tally(
            side,
            tuple(
                sorted(
                    (each for each in given if each.points and each.choice.side == side),
                    key=lambda each: -each.points,
                )
            ),
        )
        for side in sides
    ]
    most = max((tally.points for tally in tallies), default=0) or 1
    return Weighed(
        tallies=tuple(replace(tally, share=100 * tally.points // most) for tally in tallies),
        neither=tuple(each for each in given if each.factor and not each.choice.side),
        left_out=tuple(each for each in given if not each.factor),
        open=criteria - len(given),
    )
