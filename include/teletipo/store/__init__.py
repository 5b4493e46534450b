"""Postgres: migrations, writing, reading. The only importer of psycopg2."""
