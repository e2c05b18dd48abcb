# syntax=docker/dockerfile:1
# Two stages: the first builds, the second holds the program, the certificates and nothing else of ours.

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
# The caches live outside the image, so that a rebuild compiles only what changed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --profile dist --bin commons \
    && install -D target/dist/commons /out/commons \
    && install -d /out/data

FROM debian:12.11-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Practice Commons" \
    org.opencontainers.image.description="Good practices of cities: collected, reviewed, published." \
    org.opencontainers.image.licenses="EUPL-1.2" \
    org.opencontainers.image.documentation="docs/operator.md" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}"

# Certificates come from the build stage: no package is installed here, so none has to be kept up to date.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/commons /usr/local/bin/commons
# An empty named volume takes its owner from this folder.
COPY --from=build --chown=10001:10001 /out/data /data

USER 10001:10001
WORKDIR /data
ENV COMMONS_DATA_FOLDER=/data
EXPOSE 8080
# SIGTERM lets running requests and jobs finish.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["commons", "health"]
ENTRYPOINT ["commons"]
CMD ["serve"]
