FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
ARG COMMIT=
RUN CGO_ENABLED=0 go build -trimpath \
    -ldflags="-s -w -X main.release=$VERSION -X main.commit=$COMMIT" -o /image/emulator ./cmd/emulator
# A new named volume takes its owner from the folder it is mounted on; an ephemeral emulator wants a place for temporary files.
RUN mkdir /image/data /image/tmp

FROM scratch
ARG VERSION=
ARG COMMIT=
LABEL org.opencontainers.image.title="eventbridge-connections-emulator" \
      org.opencontainers.image.source="https://github.com/eventbridge-connections/emulator" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT"
COPY --from=build --chown=65532:65532 /image /
USER 65532:65532
ENV EMULATOR_LISTEN=0.0.0.0:4566 EMULATOR_DATA=/data EMULATOR_SEED_FOLDER=/seed,/etc/localstack/init/ready.d
VOLUME /data
EXPOSE 4566
HEALTHCHECK --interval=2s --timeout=2s CMD ["/emulator", "health"]
ENTRYPOINT ["/emulator"]
CMD ["serve"]
