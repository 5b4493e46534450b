"""Where a source's credentials come from: the environment, or an Airflow connection; never ``sources.yaml``."""

from __future__ import annotations

import os

from airflow.sdk import BaseHook

from teletipo.errors import ConfigurationError


def resolve_credentials(reference: str) -> tuple[str, str]:
    """Login and password behind ``env:NAME`` (``NAME=login:password``) or ``connection:ID``.

    Raises ConfigurationError when the reference leads nowhere.
    """
    scheme, _, name = reference.partition(":")
    if scheme == "connection":
        named = BaseHook.get_connection(name)
        return named.login or "", named.password or ""
    value = os.environ.get(name, "")
    if scheme != "env" or ":" not in value:
        raise ConfigurationError(f"credentials {reference!r}: set {name}=login:password, or name an Airflow connection")
    login, _, password = value.partition(":")
    return login, password
