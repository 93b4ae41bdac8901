FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /image/emulator ./cmd/emulator
# A new named volume takes its owner from the folder it is mounted on; an ephemeral emulator wants a place for temporary files.
RUN mkdir /image/data /image/tmp

FROM scratch
COPY --from=build --chown=65532:65532 /image /
USER 65532:65532
ENV EMULATOR_LISTEN=0.0.0.0:4566 EMULATOR_DATA=/data EMULATOR_SEED_FOLDER=/seed,/etc/localstack/init/ready.d
VOLUME /data
EXPOSE 4566
HEALTHCHECK --interval=2s --timeout=2s CMD ["/emulator", "health"]
ENTRYPOINT ["/emulator"]
CMD ["serve"]
