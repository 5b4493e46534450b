"""Airflow's side of the house: connections, run window, retry policy."""
