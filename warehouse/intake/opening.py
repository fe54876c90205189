"""Opening files that strangers put there: regular, inside the folder, of bounded size, and never waiting."""

from __future__ import annotations

import errno
import os
import stat

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Refused(Exception):
    """A file that is not read, with the reason as its only argument."""


def read_beneath(folder: int, name: str, size_limit: int) -> bytes:
    """Return the bytes of ``name`` in the open folder ``folder``.

    Raises:
        Refused: not a regular file of its own, larger than ``size_limit`` bytes, or not to be opened.
    """
    try:
        descriptor = os.open(name, _FLAGS, dir_fd=folder)
    except OSError as error:
        raise Refused(_why_not_opened(error)) from error
    try:
        return _read_regular(descriptor, size_limit)
    except OSError as error:
        raise Refused(f"cannot be read: {os.strerror(error.errno or errno.EIO)}") from error
    finally:
        os.close(descriptor)


def _read_regular(descriptor: int, size_limit: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Refused("not a regular file")
    if status.st_nlink > 1:
        raise Refused("hard link: the same file has another name elsewhere")
    if status.st_size > size_limit:
        raise Refused(f"too large: {status.st_size} bytes, at most {size_limit} are read")
    with os.fdopen(os.dup(descriptor), "rb") as source:
        # One byte more than allowed: a file that grows while it is read is refused, too.
        content = source.read(size_limit + 1)
    if len(content) > size_limit:
        raise Refused(f"too large: grew past {size_limit} bytes while it was read")
    return content


def _why_not_opened(error: OSError) -> str:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return "symbolic link"
    if error.errno == errno.ENXIO:
        return "not a regular file"
    return f"cannot be opened: {os.strerror(error.errno or errno.EIO)}"
