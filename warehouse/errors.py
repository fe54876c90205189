"""What can go wrong, each with the exit code that the command ends with."""

from __future__ import annotations


class FazhiError(Exception):
    """An error that says what was read, what was expected, where, and what to do."""

    exit_code = 1

    def __init__(self, found: str, *, expected: str = "", where: object = "", todo: str = "") -> None:
        """Keep the parts, so that a caller can show them apart."""
        self.found, self.expected, self.where, self.todo = found, expected, str(where), todo
        labelled = [("expected", expected), ("where", self.where), ("what to do", todo)]
        super().__init__("\n".join([found, *(f"  {label}: {text}" for label, text in labelled if text)]))

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way between processes: the parts are keyword arguments."""
        return _rebuild, (type(self), self.found, self.expected, self.where, self.todo)


def _rebuild(kind: type[FazhiError], found: str, expected: str, where: str, todo: str) -> FazhiError:
    return kind(found, expected=expected, where=where, todo=todo)


class NoSuchFolder(FazhiError):
    """The landing folder that was named does not exist."""

    exit_code = 2


class WrongArguments(FazhiError):
    """The caller asked for what cannot be: an unknown place, metric, version, or a malformed manifest."""

    exit_code = 2


class NothingReadable(FazhiError):
    """Not one readable document came in, and the lake holds none."""

    exit_code = 3


class AuditFailed(FazhiError):
    """A check found rows that must not be published."""

    exit_code = 4


class AuditNotMade(FazhiError):
    """A check could not be made: an error is neither a pass nor a failure of the data."""

    exit_code = 5


class Overtaken(FazhiError):
    """Another run has published since this one started."""

    exit_code = 6


class NoSpace(FazhiError):
    """The disk has no room for a build."""

    exit_code = 7


class CorrectionObsolete(FazhiError):
    """A correction names a text that the source no longer has."""

    exit_code = 8


class TookTooLong(FazhiError):
    """The run did not end within its time."""

    exit_code = 9


class EngineFailed(FazhiError):
    """The cluster that was to read the texts gave up, or brought back less than it was given."""

    exit_code = 11


class RunInProgress(FazhiError):
    """Another process holds the lock of the home."""

    exit_code = 75


class Damaged(FazhiError):
    """A published file, or a file of the lake, no longer has the content that was recorded."""

    exit_code = 1
