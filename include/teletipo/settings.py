"""Settings from the environment, each with what it means.

=========================== ==========================================================================
``TELETIPO_DATABASE_URL``   Postgres 14–18 to use, ``postgresql://user:password@host:port/database``
``TELETIPO_HOME``           folder for data that a run makes (embedded Postgres, digests, logs)
``TELETIPO_SOURCES``        path of ``sources.yaml``
``TELETIPO_MODEL_<CODE>``   spaCy model for a language, e.g. ``TELETIPO_MODEL_ES=es_core_news_lg``
``TELETIPO_CONTACT``        address in the User-Agent, so that a site can reach you
=========================== ==========================================================================
"""

from __future__ import annotations

import os
from pathlib import Path

from teletipo.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The Postgres that holds the records. Raises ConfigurationError when none is named."""
    url = os.environ.get("TELETIPO_DATABASE_URL", "")
    if not url:
        raise ConfigurationError(
            "no database: set TELETIPO_DATABASE_URL=postgresql://user:password@host:port/database, "
            "or start the embedded one with 'make up'"
        )
    return url


def has_database_url() -> bool:
    """Whether the environment names a database."""
    return bool(os.environ.get("TELETIPO_DATABASE_URL"))


def home() -> Path:
    """Folder for data that a run makes."""
    return Path(os.environ.get("TELETIPO_HOME", ROOT / ".teletipo"))


def sources_file() -> Path:
    """Path of the sources file."""
    return Path(os.environ.get("TELETIPO_SOURCES", ROOT / "sources.yaml"))


def spacy_model(code: str, default: str) -> str:
    """The spaCy model for a language: the one named in the environment, else the language's own."""
    return os.environ.get(f"TELETIPO_MODEL_{code.upper()}", default)


def contact() -> str:
    """Who to write to about our fetching; empty when nobody is named."""
    return os.environ.get("TELETIPO_CONTACT", "")
