#!/usr/bin/env bash
# Runs once before the stack: both databases made and migrated, pools and the first user made. Safe to run again.
set -euo pipefail
python -m teletipo.store.ensure "$AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
airflow db migrate
teletipo db migrate
airflow pools import "$(python -c 'import teletipo_airflow as package; print(package.__path__[0])')/pools.json"
airflow users list --output plain | grep -qw admin ||
    airflow users create --role Admin --username admin --password "$TELETIPO_ADMIN_PASSWORD" \
        --firstname Desk --lastname Editor --email admin@localhost
