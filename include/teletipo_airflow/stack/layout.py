"""Where things are and how Airflow is told about them."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from teletipo import settings

AIRFLOW_URL = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"


@dataclass(frozen=True, slots=True)
class Layout:
    """Folders of one local stack. ``home`` is ignored by git and holds all that a run makes."""

    home: Path

    @property
    def airflow_home(self) -> Path:
        """Airflow's own folder."""
        return self.home / "airflow"

    @property
    def logs(self) -> Path:
        """Logs of the processes, one file each; task logs are in Airflow's folder."""
        return self.home / "logs"

    @property
    def postgres(self) -> Path:
        """Data folder of the embedded Postgres."""
        return self.home / "postgres"

    @property
    def pids(self) -> Path:
        """Process ids of what is running, so that ``make down`` can end it."""
        return self.home / "running.json"

    def make(self) -> None:
        """Make the folders."""
        for folder in (self.home, self.airflow_home, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def program(name: str) -> str:
    """Path of a command that the virtual environment installed."""
    return str(Path(sys.executable).parent / name)


def airflow_environment(
    layout: Layout, *, airflow_url: str, teletipo_url: str, port: int, schedule: str
) -> dict[str, str]:
    """The environment of every Airflow process of the local stack.

    ``schedule`` is the cron line of the ingest, or ``none``. The UI needs no login because it is bound to
    127.0.0.1; the compose stack has users.
    """
    root = settings.ROOT
    defaults = {
        "AIRFLOW_HOME": str(layout.airflow_home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(root / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(root / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__FERNET_KEY": "",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": _secret(layout.home / "jwt.secret"),
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "TELETIPO_SCHEDULE": schedule,
    }
    fixed = {
        AIRFLOW_URL: airflow_url,
        "AIRFLOW_CONN_TELETIPO_DB": teletipo_url,
        "TELETIPO_DATABASE_URL": teletipo_url,
        "TELETIPO_HOME": str(layout.home),
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    return {**defaults, **os.environ, **fixed}


def _secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")
