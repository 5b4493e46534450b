#!/usr/bin/env bash
# Makes .venv from the hash-pinned locks: a Python 3.11 or 3.12, uv out of its own lock, then everything else.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS

find_python() {
    for name in "${PYTHON:-}" python3.12 python3.11 python3 python; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Teletipo needs Python 3.11 or 3.12 and found neither. On Debian 12: apt-get install python3 python3-venv" >&2
    echo "If it is somewhere else, name it: make setup PYTHON=/path/to/python3.12" >&2
    exit 1
}

python=$(find_python)
echo "Set-up: virtual environment with $("$python" --version)"
if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bootstrap.txt
echo "Set-up: $(grep -c '==' requirements/dev.txt) pinned packages"
.venv/bin/uv pip sync --quiet --system-certs --python .venv/bin/python --require-hashes requirements/dev.txt
.venv/bin/uv pip install --quiet --system-certs --python .venv/bin/python --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
echo "Set-up: done in $((SECONDS - started)) s"
