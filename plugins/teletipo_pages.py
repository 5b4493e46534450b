"""The pages inside the Airflow UI: *Teletipo* in the navigation shows what is stored."""

from __future__ import annotations

from typing import ClassVar

from airflow.plugins_manager import AirflowPlugin

from teletipo_airflow.pages import app


class TeletipoPages(AirflowPlugin):
    """Reports, their evidence and the digests, for everybody who may log in."""

    name = "teletipo"
    fastapi_apps: ClassVar = [{"app": app, "url_prefix": "/teletipo", "name": "Teletipo"}]
    external_views: ClassVar = [
        {"name": "Teletipo", "href": "teletipo/", "destination": "nav", "category": "browse", "url_route": "teletipo"}
    ]
