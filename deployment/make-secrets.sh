#!/bin/sh
# Makes what must be there before the first start: random passwords, the key ring, the
# settings file .env and the council's folder. Never overwrites anything: run it again
# after an update, and it adds only what is new.
set -eu
umask 077
cd "${DEPLOYMENT_FOLDER:-$(dirname "$0")/..}"
here="$(pwd)"

# The containers run as whoever owns the secrets: files of mode 0600 are then readable
# for them and for nobody else. That must not be root.
owner="$(id -u)"
group="$(id -g)"
if [ "$owner" -eq 0 ]; then
    owner=10001
    group=10001
fi

random_hex() {
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

# put NAME: standard input becomes secrets/NAME, unless that is there already.
put() {
    if [ -e "secrets/$1" ]; then
        echo "kept   secrets/$1"
        cat > /dev/null
        return
    fi
    cat > "secrets/$1.new"
    chmod 600 "secrets/$1.new"
    mv "secrets/$1.new" "secrets/$1"
    echo "made   secrets/$1"
}

mkdir -p secrets/keys
# In case nobody has told git: nothing in this folder is ever committed.
[ -e secrets/.gitignore ] || echo '*' > secrets/.gitignore

random_hex | put postgres_password
random_hex | put temporal_database_password
random_hex | put record_database_password
random_hex | put codec_token
printf 'postgresql://disputes:%s@postgres:5432/disputes' \
    "$(cat secrets/record_database_password)" | put record_database_url
# Empty until somebody has a reason to fill them; see deployment/README.md.
printf '' | put smtp_password
printf '' | put ui_client_secret

key="$(date -u +%Y-%m)-a"
printf '{"current": "%s", "keys": {"%s": "%s"}}\n' \
    "$key" "$key" "$(head -c 32 /dev/urandom | base64 | tr -d '\n')" | put keys/keys.json

if [ ! -e council ]; then
    mkdir council
    echo '*' > council/.gitignore
    cp activities/people.example.yaml council/people.yaml
    echo "made   council/people.yaml: write your own people there"
fi

if [ ! -e .env ]; then
    sed -e "s/^DEPLOYMENT_UID=.*/DEPLOYMENT_UID=$owner/" \
        -e "s/^DEPLOYMENT_GID=.*/DEPLOYMENT_GID=$group/" deployment/example.env > .env
    echo "made   .env: fill it in"
fi

# Calendars imported with `disputes calendar import`, shared by every worker.
mkdir -p imported-calendars
echo '*' > imported-calendars/.gitignore

chmod 700 secrets secrets/keys council imported-calendars
if [ "$(id -u)" -eq 0 ]; then
    chown -R "$owner:$group" secrets council imported-calendars
    echo "These files now belong to user $owner, as whom the containers run."
fi

echo
echo "Keep a copy of $here/secrets/keys apart from the database and its backups:"
echo "without the keys nothing sealed can ever be read again."
