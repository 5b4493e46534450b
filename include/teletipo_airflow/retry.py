"""When Airflow should try a task again: only after errors that may pass by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule

RETRIES: dict[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(seconds=20),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "retry_policy": ExceptionRetryPolicy(
        rules=[
            RetryRule(exception="teletipo.errors.FetchFailed", action=RetryAction.RETRY),
            RetryRule(exception="teletipo.errors.StoreUnavailable", action=RetryAction.RETRY),
            RetryRule(
                exception="teletipo.errors.TeletipoError",
                action=RetryAction.FAIL,
                reason="asking again changes nothing; the message says what to do",
            ),
        ]
    ),
}
"""Default arguments of every task: 20 s, 40 s, 80 s apart."""
