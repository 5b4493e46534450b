#!/usr/bin/env bash
# Brings the compose stack up with two workers under a name of its own, runs the ingest over the seeds, looks into the
# database and at who did the work, and takes everything down again. Skips where there is no Docker engine.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! docker info >/dev/null 2>&1; then
    echo "SKIPPED: no Docker engine answers here (docker info); docker-compose.yml was not run"
    exit 0
fi

export COMPOSE_PROJECT_NAME=teletipo-test
export TELETIPO_PORT=${TELETIPO_PORT:-18080} TELETIPO_SCHEDULE=none
secrets=$(mktemp)
random() { python3 -c 'import secrets; print(secrets.token_urlsafe(32))'; }
for name in POSTGRES_PASSWORD REDIS_PASSWORD JWT_SECRET SESSION_SECRET ADMIN_PASSWORD; do
    echo "TELETIPO_$name=$(random)"
done >"$secrets"
echo "TELETIPO_FERNET_KEY=$(python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())')" >>"$secrets"

compose() { docker compose --env-file "$secrets" "$@"; }
finish() {
    status=$?
    if [ "$status" -ne 0 ]; then compose logs --tail 40; fi
    compose down --volumes --timeout 20 >/dev/null 2>&1
    rm -f "$secrets"
    exit "$status"
}
trap finish EXIT

records() { compose exec -T postgres psql -U teletipo -d "$1" -At -c "$2"; }
await() {
    for _ in $(seq 120); do
        found=$(records airflow "$1")
        case $found in "$2") return ;; failed) break ;; esac
        sleep 2
    done
    echo "expected $2, found '$found': $1" >&2
    exit 1
}

echo "building and starting"
compose build --quiet
compose up --detach --wait --wait-timeout 400 --scale worker=2
compose ps --format 'table {{.Service}}\t{{.Status}}'

echo "running the ingest"
compose exec -T scheduler airflow dags trigger teletipo_ingest --run-id compose-test >/dev/null
await "SELECT state FROM dag_run WHERE run_id = 'compose-test'" success
await "SELECT state FROM dag_run WHERE dag_id = 'teletipo_digest' ORDER BY id DESC LIMIT 1" success

versions=$(records teletipo "SELECT count(*) FROM teletipo.report_version WHERE analysed_at IS NOT NULL")
quotes=$(records teletipo "SELECT count(*) FROM teletipo.quotation")
[ "$versions" -ge 1 ] && [ "$quotes" -ge 1 ]
echo "analysed report versions: $versions, quotations: $quotes"

echo "who did the work:"
records airflow "SELECT '  ' || hostname || ': ' || count(*) || ' tasks' FROM task_instance WHERE hostname <> '' GROUP BY hostname"
workers=$(compose exec -T scheduler airflow celery list-workers --output plain | grep -c celery@)
[ "$workers" -eq 2 ]

echo "the UI asks who you are"
for page in /api/v2/dags /teletipo/ /teletipo/reports/1; do
    answer=$(curl --silent --output /dev/null --write-out '%{http_code}' "http://127.0.0.1:$TELETIPO_PORT$page")
    [ "$answer" = 401 ] || { echo "$page answers $answer" >&2; exit 1; }
done
echo "PASSED"
