#!/usr/bin/env bash
# Writes .env with fresh secrets for docker compose; never overwrites one.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -e .env ]; then
    echo ".env is there already; move it away to make fresh secrets (the database keeps its old password)" >&2
    exit 1
fi
random() { python3 -c 'import secrets; print(secrets.token_urlsafe(32))'; }
umask 077
cat >.env <<SECRETS
TELETIPO_POSTGRES_PASSWORD=$(random)
TELETIPO_REDIS_PASSWORD=$(random)
TELETIPO_JWT_SECRET=$(random)
TELETIPO_SESSION_SECRET=$(random)
TELETIPO_FERNET_KEY=$(python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())')
TELETIPO_ADMIN_PASSWORD=$(random)
SECRETS
echo "wrote .env; the user is admin, the password TELETIPO_ADMIN_PASSWORD in it"
