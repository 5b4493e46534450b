from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy
from sqlalchemy.ext.asyncio import create_async_engine

from teletipo.errors import StoreError, StoreUnavailable
from teletipo.store.database import connect
from teletipo.store.embedded import EmbeddedPostgres, binaries

KEEPER = """
import sys
from pathlib import Path
from teletipo.store.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
server.start()
print(server.url("postgres"), flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that any account may pass, with a cluster in it that the tests of this module share."""
    made = Path(tempfile.mkdtemp(prefix="teletipo-embedded-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def processes_of(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-wweo", "stat=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"-D {folder}" in line and not line.startswith("Z")]


def keeper(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_one_url_serves_every_client(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as server:
        url = server.ensure_database("teletipo")
        assert server.ensure_database("teletipo") == url

        conn = connect(url)
        with conn.cursor() as cur:
            cur.execute(
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('TimeZone'), lower('ÑÉ')"
            )
            assert cur.fetchone() == (18, "UTC", "ñé")
        conn.close()

        engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
        with engine.connect() as session:
            assert session.scalar(sqlalchemy.text("SELECT 1")) == 1
        engine.dispose()

        async def through_asyncpg() -> list[int]:
            direct = await asyncpg.connect(url)
            answers = [await direct.fetchval("SELECT 2")]
            await direct.close()
            pool = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
            async with pool.connect() as session:
                answers.append(await session.scalar(sqlalchemy.text("SELECT 3")))
            await pool.dispose()
            return answers

        assert asyncio.run(through_asyncpg()) == [2, 3]

        psql = subprocess.run(
            [binaries() / "psql", url, "-Atc", "SELECT 4"], capture_output=True, text=True, check=True
        )
        assert psql.stdout == "4\n"


def test_nothing_runs_after_the_end_and_the_data_is_there_at_the_next_start(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as server:
        conn = connect(server.ensure_database("kept"))
        with conn.cursor() as cur:
            cur.execute("CREATE TABLE IF NOT EXISTS note AS SELECT 'here' AS word")
        conn.close()
        assert processes_of(folder)
    assert processes_of(folder) == []
    assert not server.running()
    with EmbeddedPostgres(folder, durable=False) as server:
        conn = connect(server.url("kept"))
        with conn.cursor() as cur:
            cur.execute("SELECT word FROM note")
            assert cur.fetchone() == ("here",)
        conn.close()


def test_only_who_has_the_password_gets_in(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as server:
        with pytest.raises(StoreUnavailable, match="password authentication failed"):
            connect("postgresql://teletipo:wrong@" + server.url("postgres").rpartition("@")[2])
        assert (folder / "password").stat().st_mode & 0o077 == 0


def test_a_start_takes_over_what_a_killed_owner_left_running(folder: Path) -> None:
    owner = keeper(folder)
    assert owner.stdout is not None
    left_running = owner.stdout.readline().strip()
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    assert processes_of(folder)
    with EmbeddedPostgres(folder, durable=False) as server:
        assert server.url("postgres") == left_running
    assert processes_of(folder) == []


def test_a_start_survives_the_pid_file_of_a_killed_server(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as server:
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
    stale = (folder / "data" / "postmaster.pid").read_text()
    with EmbeddedPostgres(folder, durable=False) as server:
        assert server.running()
    # A pid file may outlive the boot in which it was written; the number then belongs to somebody else.
    (folder / "data" / "postmaster.pid").write_text(stale.replace(str(pid), str(os.getpid()), 1))
    with EmbeddedPostgres(folder, durable=False) as server:
        connect(server.url("postgres")).close()


def test_others_join_a_running_server_and_leave_it_running(folder: Path) -> None:
    owner = keeper(folder)
    assert owner.stdout is not None
    url = owner.stdout.readline().strip()
    with EmbeddedPostgres(folder, durable=False) as guest:
        assert guest.url("postgres") == url
    connect(url).close()
    owner.communicate("end")
    assert processes_of(folder) == []


def test_a_port_that_was_asked_for_and_is_taken_is_named(folder: Path) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        with pytest.raises(StoreError, match=f"port {port} is taken"):
            EmbeddedPostgres(folder, port=port).start()
        (folder / "port").write_text(str(port))
        with EmbeddedPostgres(folder, durable=False) as server:
            assert f":{port}/" not in server.url()
    assert processes_of(folder) == []


def test_data_of_another_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(StoreError, match="data of PostgreSQL 16, this is 18: move it away"):
        EmbeddedPostgres(tmp_path).start()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be written.*TELETIPO_HOME"):
        EmbeddedPostgres(tmp_path / "file" / "postgres").start()


def test_a_server_that_dies_at_the_start_says_why(folder: Path) -> None:
    settings = folder / "data" / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("shared_preload_libraries = 'no_such_library'\n")
    try:
        with pytest.raises(StoreError, match=r"no_such_library.*server\.log"):
            EmbeddedPostgres(folder).start()
    finally:
        settings.write_text(before)


def test_a_server_that_is_not_running_has_no_url(folder: Path) -> None:
    with pytest.raises(StoreError, match="is not running"):
        EmbeddedPostgres(folder).url()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server has another account")
def test_folders_that_only_root_may_enter_are_opened_for_passing_through_and_no_more() -> None:
    home = Path(tempfile.mkdtemp(prefix="teletipo-closed-"))
    try:
        with EmbeddedPostgres(home / "data folder" / "postgres", durable=False) as server:
            connect(server.url("postgres")).close()
        assert home.stat().st_mode & 0o777 == 0o701
        assert (home / "data folder" / "postgres" / "data").stat().st_mode & 0o077 == 0
    finally:
        shutil.rmtree(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_can_keep_one_too() -> None:
    somebody = pwd.getpwnam("nobody")
    folder = Path(tempfile.mkdtemp(prefix="teletipo-ordinary-"))
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(somebody.pw_gid)
            os.setuid(somebody.pw_uid)
            with EmbeddedPostgres(folder, durable=False) as server:
                connect(server.url("postgres")).close()
            os._exit(0)
        finally:
            os._exit(1)
    try:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert (folder / "data").stat().st_uid == somebody.pw_uid
        assert processes_of(folder) == []
    finally:
        shutil.rmtree(folder)
