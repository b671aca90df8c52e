"""The kinds of block that a lesson may hold."""

from tutorial_site.catalog.blocks.app import AppKind
from tutorial_site.catalog.blocks.base import BlockKind
from tutorial_site.catalog.blocks.decision import DecisionKind
from tutorial_site.catalog.blocks.exercise import ExerciseKind
from tutorial_site.catalog.blocks.quiz import QuizKind
from tutorial_site.catalog.blocks.scoreboard import ScoreboardKind
from tutorial_site.catalog.blocks.verdict import VerdictKind

KINDS: dict[str, BlockKind] = {
    kind.name: kind
    for kind in (
        AppKind(),
        ExerciseKind(),
        QuizKind(),
        VerdictKind(),
        ScoreboardKind(),
        DecisionKind(),
    )
}
