#!/bin/sh
# Makes Temporal's tables, or brings them up to this version of the server.
# Runs in Temporal's admin-tools image at every start; may be run again and again: the
# tool skips what a database has already.
set -eu

secrets="${SECRETS_FOLDER:-/run/secrets}"
schema="${SCHEMA_FOLDER:-/etc/temporal/schema/postgresql/v12}"
password="$secrets/temporal_database_password"

if [ ! -s "$password" ]; then
    echo "$password is missing, empty or unreadable; run deployment/make-secrets.sh." >&2
    exit 1
fi
SQL_PASSWORD="$(cat "$password")"
export SQL_PASSWORD

tool() {
    temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal "$@"
}

prepare() {
    echo "Preparing the tables of $1."
    tool --db "$1" setup-schema -v 0.0
    tool --db "$1" update-schema -d "$schema/$2/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
