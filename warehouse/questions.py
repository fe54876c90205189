"""The questions of ``sql/questions/``: what analysts of these reports ask, by name.

What belongs here: finding them and what they ask. What does not: answering (``readers``).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.errors import WrongArguments
from warehouse.statements import FOLDER, read_statement

_FOLDER = "questions"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the statement that answers it."""

    name: str
    asked_zh: str
    asked_en: str
    statement: str


def load_questions() -> dict[str, Question]:
    """Return all questions by name, in the order of their names."""
    names = sorted(path.stem for path in (FOLDER / _FOLDER).glob("*.sql"))
    return {name: _load(name) for name in names}


def find_question(name: str) -> Question:
    """Return one question.

    Raises:
        WrongArguments: there is none of that name.
    """
    questions = load_questions()
    if name not in questions:
        raise WrongArguments(
            f"There is no question {name!r}.",
            expected="a name that `fazhi query --questions` lists",
            where=FOLDER / _FOLDER,
            todo="fazhi query --questions",
        )
    return questions[name]


def _load(name: str) -> Question:
    statement = read_statement(f"{_FOLDER}/{name}.sql")
    zh, _, en = statement.splitlines()[0].removeprefix("-- ").partition(" · ")
    return Question(name, zh, en, statement)
