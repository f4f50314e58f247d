#!/bin/sh
# Pins what goes into the image, with hashes, at the versions that were tested: those in
# the project's own requirements.txt. Run it after `make requirements`.
set -eu
cd "$(dirname "$0")/.."

uv="${UV:-.venv/bin/uv}"

pin() {
    "$uv" pip compile --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate --quiet \
        --constraints requirements.txt --output-file "$@"
}

pin deployment/requirements.txt pyproject.toml
echo hatchling | pin deployment/requirements-build.txt -
