"""The whole of Teletipo on one machine, for ``make run`` and ``make up``: Postgres, Airflow, one run, its account.

Everything here talks to Airflow from outside, as processes and over its REST API.
"""
