"""Which errors may pass by themselves, so that trying again makes sense: a full disk, a network file system.

Bad data, a failed check, a wrong setting, a lock that another run holds: waiting here mends none of these.
"""

from __future__ import annotations

import errno

import duckdb

from warehouse.errors import EngineFailed, FazhiError, NoSpace

_MAY_PASS = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.EDQUOT,
        errno.EHOSTUNREACH,
        errno.EINTR,
        errno.EIO,
        errno.EMFILE,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENFILE,
        errno.ENOLCK,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)


def may_pass(error: BaseException) -> bool:
    """Say whether the cause of an error may be gone in some minutes."""
    if isinstance(error, FazhiError):
        return isinstance(error, NoSpace | EngineFailed)
    if isinstance(error, OSError):
        return error.errno in _MAY_PASS
    return isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException | MemoryError)
