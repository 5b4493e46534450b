"""Credentials by reference; the secret stands in the environment, or wherever the caller's resolver looks."""

from __future__ import annotations

import os
from collections.abc import Callable

from teletipo.errors import ConfigurationError

CredentialsResolver = Callable[[str], tuple[str, str]]
"""From a reference to (login, password); an empty login makes the password a bearer token."""


def from_environment(reference: str) -> tuple[str, str]:
    """The pair behind ``env:NAME``, where ``NAME=login:password`` or, for a bearer token, ``NAME=:token``.

    Raises ConfigurationError where the variable is not set so, or the reference is of another kind.
    """
    kind, _, name = reference.partition(":")
    if kind != "env":
        raise ConfigurationError(f"credentials {reference!r} are an Airflow connection; outside Airflow use env:NAME")
    login, colon, password = os.environ.get(name, "").partition(":")
    if not colon or not password:
        raise ConfigurationError(f"credentials {reference!r}: set {name}=login:password, or {name}=:token")
    return login, password
