#!/bin/sh
# Puts an archive of backup.sh into an empty database volume; never over one in use.
#   docker compose down --volumes     only if what is there may go for good
#   deployment/restore.sh ARCHIVE
#   docker compose up -d
set -eu
archive="${1:?write which archive to restore: deployment/restore.sh ARCHIVE}"
# Reads all of it before anything is touched.
names="$(tar -tzf "$archive")" || names=
if ! echo "$names" | grep -qx backup_label; then
    echo "$archive is not a whole archive of deployment/backup.sh." >&2
    exit 1
fi
exec < "$archive"
cd "$(dirname "$0")/.."

if [ -n "$(docker compose ps --quiet postgres)" ]; then
    echo "PostgreSQL is running; stop everything first: docker compose down" >&2
    exit 1
fi

# The commands run in the container, where PGDATA is.
# shellcheck disable=SC2016
docker compose run --rm -T --no-deps --entrypoint /bin/sh postgres -c '
    set -eu
    mkdir -p "$PGDATA"
    if [ -n "$(ls -A "$PGDATA")" ]; then
        echo "The volume holds a database already, which is never overwritten." >&2
        echo "If it may go for good: docker compose down --volumes" >&2
        exit 1
    fi
    chmod 700 "$PGDATA"
    tar -xzf - -C "$PGDATA"
'
echo "Restored. Start with: docker compose up -d"
