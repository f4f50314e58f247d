#!/bin/sh
# Starts the Temporal UI. The secret of its sign-in, if there is one, is taken from a
# file here, since the UI knows how to take it from its environment only.
set -eu

secret="${SECRETS_FOLDER:-/run/secrets}/ui_client_secret"
if [ -s "$secret" ]; then
    TEMPORAL_AUTH_CLIENT_SECRET="$(cat "$secret")"
    export TEMPORAL_AUTH_CLIENT_SECRET
elif [ "${TEMPORAL_AUTH_ENABLED:-false}" = true ]; then
    echo "UI_SIGN_IN is true, and secrets/ui_client_secret is empty; write it there." >&2
    exit 1
fi

exec "${UI_ENTRYPOINT:-./start-ui-server.sh}"
