"""Reads a file drop: every file once, in a stable order, and nothing that is not meant to be read."""

from __future__ import annotations

import mimetypes
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from fnmatch import fnmatchcase
from pathlib import Path

from teletipo.errors import InputError, TooLarge
from teletipo.fetch.fetched import Fetched, NotModified, sha256
from teletipo.model import Rejection
from teletipo.sources.source import Source

UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".lock", ".swp", "~")


class _Unreadable(InputError):
    """A file that cannot be taken; ``reason`` is the rejection's."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_folder(source: Source, *, known: Callable[[str, str], bool]) -> Iterator[Fetched | NotModified | Rejection]:
    """The files of a folder and its subfolders, ordered by path.

    ``known`` says whether content of this SHA-256 is what was last parsed of the file with this URL: such a file is
    NotModified and costs no parse.
    Hidden files, and files whose name says that they are still being written, are left for a later run. A file that
    is too large (asked before reading it), vanishes, changes while it is read, is empty, may not be read, or is a
    link that leads out of the folder, is one Rejection each; so is a folder that is not there. Never raises OSError.
    """
    root = source.path
    fault = _folder_fault(root)
    if fault is not None:
        message = f"{fault}; create it, or change the address of source {source.id} in the sources file"
        yield Rejection("fetch", "no-folder", message, source=source.id, locator=str(root))
        return
    for path in _files(root, source.pattern):
        name = _printable(path.relative_to(root))
        try:
            content, modified = _read(path, root=root.resolve(), limit=source.max_bytes)
        except InputError as exc:
            yield Rejection("fetch", exc.reason, str(exc), source=source.id, locator=_printable(path))
            continue
        now, digest, url = datetime.now(UTC), sha256(content), path.as_uri()
        if known(digest, url):
            yield NotModified(source.id, url, now, digest)
            continue
        yield Fetched(
            source_id=source.id,
            url=url,
            requested_url=url,
            name=name,
            content=content,
            sha256=digest,
            fetched_at=now,
            media_type=mimetypes.guess_type(name)[0],
            last_modified=format_datetime(modified, usegmt=True),
        )


def _folder_fault(root: Path) -> str | None:
    try:
        with os.scandir(root):
            return None
    except FileNotFoundError:
        return "the folder does not exist"
    except NotADirectoryError:
        return "the address is not a folder"
    except OSError as exc:
        return f"the folder cannot be read ({exc.strerror})"


def _files(root: Path, pattern: str) -> list[Path]:
    """Candidates in the order of their paths; linked folders are not entered, linked files are listed."""
    found: list[Path] = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if _is_wanted(name, pattern)]
    return sorted(found, key=lambda path: path.relative_to(root).parts)


def _printable(path: Path) -> str:
    """The path as text; bytes of it that are not UTF-8 are shown as escapes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _is_wanted(name: str, pattern: str) -> bool:
    return not name.startswith((".", "~$")) and not name.lower().endswith(UNFINISHED) and fnmatchcase(name, pattern)


def _read(path: Path, *, root: Path, limit: int) -> tuple[bytes, datetime]:
    """The content and the time of last change. Raises InputError with the reason why there is none."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            raise _Unreadable(
                "outside-folder", "the file is a link that leads out of the folder; put the file itself there"
            )
        handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            _check(before, limit)
            content = file.read(limit + 1)
            after = os.fstat(handle)
    except FileNotFoundError as exc:
        raise _Unreadable("vanished", "the file was listed but is gone; put it there again if it is wanted") from exc
    except (OSError, RuntimeError) as exc:
        message = f"the file cannot be read ({getattr(exc, 'strerror', None) or exc}); check its permissions"
        raise _Unreadable("unreadable-file", message) from exc
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise _Unreadable("changing", "the file was being written while it was read; the next run takes it")
    return content, datetime.fromtimestamp(after.st_mtime, UTC)


def _check(facts: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise _Unreadable("not-a-file", "this is a pipe, socket or device and no file; remove it")
    if facts.st_size > limit:
        raise TooLarge(f"the file has {facts.st_size:,} bytes, the limit is {limit:,}; split it or raise max_bytes")
    if not facts.st_size:
        raise _Unreadable("empty", "the file is empty: have it sent again, or remove it")
