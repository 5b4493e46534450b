#!/usr/bin/env bash
# Takes Postgres away in the middle of a run: the run must fail and say why, and the next one must complete it with
# nothing doubled. Uses a folder, a port and an embedded Postgres of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
reports=${1:-240}

TELETIPO_HOME=$(mktemp -d)
export TELETIPO_HOME TELETIPO_SOURCES=$TELETIPO_HOME/sources.yaml
chmod 755 "$TELETIPO_HOME"
unset TELETIPO_DATABASE_URL AIRFLOW__DATABASE__SQL_ALCHEMY_CONN
log=$TELETIPO_HOME/driver.log
stack() { .venv/bin/python -m teletipo_airflow.stack "$@"; }
finish() {
    status=$?
    stack down >/dev/null 2>&1 || true
    if [ "$status" -ne 0 ] && [ -e "$log" ]; then tail -40 "$log" >&2; fi
    rm -rf "$TELETIPO_HOME"
    exit "$status"
}
trap finish EXIT
complain() {
    echo "outage-test: $*" >&2
    exit 1
}
records() { .venv/bin/teletipo db shell -qAt -c "$1"; }

mkdir "$TELETIPO_HOME/drop"
echo "sources: [{id: drop, kind: folder, address: drop}]" >"$TELETIPO_SOURCES"
for number in $(seq "$reports"); do
    sed "s/^ *date [0-9-]*/& Nota $number./" seeds/*.txt >"$TELETIPO_HOME/drop/$number.txt"
done

echo "a run over $reports reports, from which Postgres is taken away"
stack run >"$log" 2>&1 &
driver=$!
until analysed=$(records "SELECT count(*) FROM teletipo.report_version WHERE analysed_at IS NOT NULL" 2>/dev/null) &&
    [ "${analysed:-0}" -gt 0 ]; do
    kill -0 "$driver" 2>/dev/null || complain "the run ended before anything was analysed"
    sleep 0.2
done
kill -KILL "$(head -1 "$TELETIPO_HOME/postgres/data/postmaster.pid")"
status=0
wait "$driver" || status=$?
[ "$status" -ne 0 ] || complain "the run succeeded without a database"
grep -q "Postgres went away" "$log" || complain "the run did not say why it failed"
! grep -q Traceback "$log" || complain "the run ended with a traceback"
echo "it failed with status $status: $(grep "Postgres went away" "$log")"

left=$(records "SELECT count(*) FROM teletipo.report_version WHERE analysed_at IS NULL")
[ "$left" -gt 0 ] || complain "nothing was left to complete: give more reports, $0 NUMBER"

echo "the next run, with $left reports left to analyse"
stack run >"$log" 2>&1 || complain "the next run failed"
found=$(records "SELECT count(DISTINCT r.id), count(v.id), count(v.analysed_at), count(m.story_id), count(s.id)
    FROM teletipo.report AS r LEFT JOIN teletipo.report_version AS v ON v.report_id = r.id
    LEFT JOIN teletipo.story_report AS m ON m.report_id = r.id
    LEFT JOIN teletipo.summary AS s ON s.report_version_id = v.id")
[ "$found" = "$reports|$reports|$reports|$reports|$reports" ] ||
    complain "expected each of $reports reports once, analysed, in a story and summarised, found $found"
[ "$(records "SELECT count(*) FROM teletipo.digest")" -eq 1 ] || complain "there is no digest of the day"
states=$(records "SELECT string_agg(state, ' ' ORDER BY id) FROM teletipo.ingest_run")
[ "$states" = "failed success" ] || complain "expected a failed and a successful run, found $states"
pgrep -f "$TELETIPO_HOME" >/dev/null && complain "processes are left running"
echo "PASSED: each of $reports reports is there once"
