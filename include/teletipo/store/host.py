"""Questions to the machine that the embedded Postgres asks: accounts, folders, locks, processes, ports."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from teletipo.errors import StoreError


def server_account(data: Path) -> pwd.struct_passwd | None:
    """Whose the server shall be when we are root; None means our own."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise StoreError("no embedded Postgres: it cannot run as root, and there is no user 'postgres' or 'nobody'")


def may_pass(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether an account has the right to go through a folder."""
    facts = folder.stat()
    if facts.st_uid == account.pw_uid:
        return bool(facts.st_mode & 0o100)
    if facts.st_gid == account.pw_gid:
        return bool(facts.st_mode & 0o010)
    return bool(facts.st_mode & 0o001)


def environment() -> dict[str, str]:
    """What a server gets to know of our environment: no PG* variables, no locale."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def try_lock(path: Path) -> int | None:
    """An exclusive lock on a file, held until its descriptor is closed or we die; None if somebody has it."""
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def serves(pid: int, data: Path) -> bool:
    """Whether the process lives and has this data; a pid file may outlive its server and name a stranger."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        return str(data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return not Path("/proc/self").exists()


def is_free(port: int) -> bool:
    """Whether a server could listen on a port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def free_port(preferred: int) -> int:
    """The preferred port if it is free (0: none is preferred), else any that is."""
    if preferred and is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def moments(seconds: float) -> Iterator[None]:
    """Now, and every 50 ms until the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.05)
