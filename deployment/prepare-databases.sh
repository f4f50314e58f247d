#!/bin/sh
# Makes the two users and three databases, or brings their passwords up to date.
# Runs in the PostgreSQL image at every start; may be run again and again.
set -eu

secrets="${SECRETS_FOLDER:-/run/secrets}"

secret() {
    if [ ! -s "$secrets/$1" ]; then
        echo "$secrets/$1 is missing, empty or unreadable; run deployment/make-secrets.sh." >&2
        exit 1
    fi
    cat "$secrets/$1"
}

# Into this process's environment only: no command line shows them, nor does the YAML.
PGPASSWORD="$(secret postgres_password)"
TEMPORAL_PASSWORD="$(secret temporal_database_password)"
RECORD_PASSWORD="$(secret record_database_password)"
export PGPASSWORD TEMPORAL_PASSWORD RECORD_PASSWORD

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
\getenv temporal_password TEMPORAL_PASSWORD
\getenv record_password RECORD_PASSWORD

-- No password may end in the server's log, not even when a statement fails.
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
SET log_min_duration_statement = -1;

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', wanted)
FROM unnest(ARRAY['temporal', 'disputes']) AS wanted
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \gexec

ALTER ROLE temporal PASSWORD :'temporal_password';
ALTER ROLE disputes PASSWORD :'record_password';

SELECT format('CREATE DATABASE %I OWNER %I', wanted, owner)
FROM (VALUES ('temporal', 'temporal'), ('temporal_visibility', 'temporal'),
             ('disputes', 'disputes')) AS list (wanted, owner)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = wanted) \gexec

-- Neither user may look into the other's database, nor into the administrator's.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database
WHERE datname IN ('temporal', 'temporal_visibility', 'disputes', 'postgres') \gexec
SQL

echo "The databases temporal, temporal_visibility and disputes are ready."
