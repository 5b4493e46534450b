#!/usr/bin/env bash
# Resolves pyproject.toml into requirements/*.txt, with hashes and without any registry's address.
set -euo pipefail
cd "$(dirname "$0")/.."
overrides=$(mktemp)
trap 'rm -f "$overrides"' EXIT
sed -n 's/^override-dependencies = \["\(.*\)"\].*/\1/p' pyproject.toml >"$overrides"

if [ -x .venv/bin/uv ]; then
    uv=.venv/bin/uv
else
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bootstrap.txt
    uv=.venv/bin/uv
fi

compile() {
    "$uv" pip compile --quiet --system-certs --universal --python-version 3.11 --override "$overrides" --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
compile pyproject.toml --group dev -o requirements/dev.txt
compile pyproject.toml -c requirements/dev.txt -o requirements/run.txt
compile --group build -c requirements/dev.txt -o requirements/bootstrap.txt
