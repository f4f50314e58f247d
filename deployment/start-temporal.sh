#!/bin/sh
# Starts the Temporal server with its database password, which it knows how to take from
# its environment only. So it is put there here, and stands neither in the YAML nor in
# what `docker inspect` shows.
set -eu

password="${SECRETS_FOLDER:-/run/secrets}/temporal_database_password"
if [ ! -s "$password" ]; then
    echo "$password is missing, empty or unreadable; run deployment/make-secrets.sh." >&2
    exit 1
fi
POSTGRES_PWD="$(cat "$password")"
export POSTGRES_PWD

exec "${TEMPORAL_ENTRYPOINT:-/etc/temporal/entrypoint.sh}"
