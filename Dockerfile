# syntax=docker/dockerfile:1
# The image of the worker, the codec endpoint and every `disputes` command.
# Everything installed is pinned with its hashes: see deployment/pin-requirements.sh.
# To pin the base as well, give its digest: --build-arg PYTHON=3.11-slim@sha256:...
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv --without-pip /opt/disputes

# What changes seldom comes first, so that a new version of ours builds in seconds.
COPY deployment/requirements.txt deployment/requirements-build.txt deployment/
RUN pip install --require-hashes --no-deps -r deployment/requirements-build.txt \
 && pip --python /opt/disputes/bin/python install \
      --require-hashes --no-deps --only-binary :all: -r deployment/requirements.txt

COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
 && pip --python /opt/disputes/bin/python install --no-deps wheels/disputes-*.whl \
 && /opt/disputes/bin/disputes --help > /dev/null

FROM python:${PYTHON}
ARG BUILD_ID=unknown
LABEL org.opencontainers.image.title="disputes" \
      org.opencontainers.image.version="${BUILD_ID}" \
      org.opencontainers.image.licenses="MIT"

COPY --from=build /opt/disputes /opt/disputes

# HOME: nobody has a home folder here, and libraries ask for one. Nothing is written
# outside /tmp, so the root file system may be read-only.
ENV PATH=/opt/disputes/bin:$PATH \
    HOME=/tmp \
    DISPUTES_HOME=/tmp/disputes \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONFAULTHANDLER=1
WORKDIR /tmp
USER 10001:10001

# A worker is well while it asks Temporal for work; compose gives other services their own.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 \
    CMD ["disputes", "setup", "polling"]

ENTRYPOINT ["disputes"]
CMD ["--help"]
