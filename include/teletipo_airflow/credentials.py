"""Where a source's credentials come from in Airflow: a connection, or the environment; never ``sources.yaml``."""

from __future__ import annotations

from airflow.sdk import BaseHook

from teletipo.fetch.credentials import from_environment


def resolve_credentials(reference: str) -> tuple[str, str]:
    """Login and password behind ``connection:ID`` or ``env:NAME``. Raises ConfigurationError for the latter unset."""
    kind, _, name = reference.partition(":")
    if kind != "connection":
        return from_environment(reference)
    named = BaseHook.get_connection(name)
    return named.login or "", named.password or ""
