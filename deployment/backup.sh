#!/bin/sh
# Writes all databases, as they are at one and the same moment, into one archive, and
# looks whether it is whole. Nothing stops meanwhile. The key ring is not in it: keep a
# copy of secrets/keys somewhere else, or whoever has the archive has everything.
#   deployment/backup.sh [FOLDER]
set -eu
umask 077
cd "$(dirname "$0")/.."

folder="${1:-backups}"
archive="$folder/disputes-$(date -u +%Y-%m-%dT%H-%M-%SZ).tar.gz"
mkdir -p "$folder"
[ -e "$folder/.gitignore" ] || echo '*' > "$folder/.gitignore"
trap 'rm -f "$archive.part"' EXIT

docker compose exec -T postgres pg_basebackup --username postgres --pgdata - \
    --format tar --gzip --wal-method fetch --checkpoint fast > "$archive.part"

# Reads all of it, so that a broken archive is found today.
names="$(tar -tzf "$archive.part")" || names=
if ! echo "$names" | grep -qx backup_label; then
    echo "The archive is not whole; nothing was kept. Is PostgreSQL running?" >&2
    exit 1
fi
mv "$archive.part" "$archive"
echo "$archive"
