# The two commands that matter: make run, make test. Both need Go and nothing else.

staticcheck = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The version of the next release is the first that the changelog has.
version = $(shell sed -n 's/^\#\# \([0-9][0-9.]*\)$$/\1/p' CHANGELOG.md | head -n 1)
commit = $(shell git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null)
stamped = -trimpath -ldflags="-s -w -X main.release=$(version) -X main.commit=$(commit)"

.PHONY: help
help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: run
run: ## start the emulator on 127.0.0.1:4566, with its data in ./data
	@go build -o emulator ./cmd/emulator
	@exec ./emulator

.PHONY: build
build: ## build the program as ./emulator
	CGO_ENABLED=0 go build $(stamped) -o emulator ./cmd/emulator

.PHONY: install
install: ## install the program into Go's folder for programs
	CGO_ENABLED=0 go install $(stamped) ./cmd/emulator

.PHONY: dist
dist: ## write the archives of a release, and all that goes with them, into ./dist
	go run ./cmd/dist -version $(version) -commit "$(commit)" -out dist

.PHONY: checkdist
checkdist: dist ## fail where a second build differs from the first in a byte
	@again=$$(mktemp -d) && trap 'rm -rf "$$again"' EXIT && \
	go run ./cmd/dist -version $(version) -commit "$(commit)" -out "$$again" && diff -r dist "$$again"

# The suites of module test/ start a built program, which go test's cache knows nothing of: hence -count=1.
# The lines before them show how many constraints of the model were broken, and which tools the suites find, so which of them skip.
.PHONY: test
test: testmain testsuites ## run every test that this machine can run

.PHONY: testmain
testmain:
	go test ./...
	@go test -v -run '^TestRejections$$' ./internal/conformance | sed -n 's/^ *rejection_test.go:[0-9]*: //p'

.PHONY: testsuites
testsuites:
	go test -C test -count=1 -v -run '^TestNeeds$$' ./machine
	go test -C test -count=1 -timeout=20m ./...

.PHONY: race
race: ## run the main module's tests, and the suite of many callers, under the race detector
	go test -race ./...
	go test -C test -race -count=1 ./concurrency

for = 10m
.PHONY: soak
soak: ## kill, damage and crowd the program for ten minutes, or for=1h
	EMULATOR_SOAK=$(for) go test -C test -race -count=1 -timeout=0 -parallel=8 -v ./durability ./concurrency

fuzztime = 50s
fuzzed = conformance:FuzzCall conformance:FuzzRequest conformance:FuzzRejection conformance:FuzzDecode \
	pattern:FuzzMatches pattern:FuzzParse transform:FuzzTemplate transform:FuzzInput schedule:FuzzParse \
	invocation:FuzzNew_body awsquery:FuzzHandler_ServeHTTP page:FuzzSealer_Open
.PHONY: fuzz
fuzz: ## send anything at all for ten minutes, or 12 x fuzztime=…
	for target in $(fuzzed); do \
		go test ./internal/$${target%:*} -run '^$$' -fuzz "^$${target#*:}$$" -fuzztime $(fuzztime) -fuzzminimizetime 1s || exit 1; \
	done

.PHONY: bench
bench: ## measure the built program beside a bare server, and write docs/performance.md anew (about five minutes)
	go run -C test/bench . -out ../../docs

.PHONY: generate
generate: ## write the generated files anew
	go generate ./...

.PHONY: fidelity
fidelity: ## write docs/fidelity.md anew
	go generate ./internal/conformance

.PHONY: checkgenerate
checkgenerate: ## fail where a generated file is not what its generator writes
	@files() { git ls-files -coz --exclude-standard | xargs -0 cksum; }; \
	before=$$(files) && $(MAKE) --no-print-directory generate && after=$$(files) && \
	if [ "$$before" != "$$after" ]; then git status --short; echo 'generated files were out of date' >&2; exit 1; fi

.PHONY: fmt
fmt: ## format the Go files
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')

.PHONY: lint
lint: ## gofmt, go vet, staticcheck, tidy go.mod files
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')) && \
	if [ -n "$$unformatted" ]; then echo "not gofmt-ed: $$unformatted" >&2; exit 1; fi
	go vet ./...
	go vet -C test ./...
	$(staticcheck) ./...
	cd test && $(staticcheck) ./...
	go mod tidy -diff
	go mod tidy -C test -diff
	go vet -C examples/go ./...
	go vet -C examples/testcontainers/go ./...

image = eventbridge-connections-emulator
stamps = --build-arg VERSION=$(version) --build-arg COMMIT=$(commit)
.PHONY: image
image: ## build the container image
	docker build $(stamps) -t $(image) .

# A tag that was pushed stays: X.Y.Z is never written twice, and the others move on to it.
.PHONY: publish
publish: ## build the image for both architectures and push it as X.Y.Z, X.Y, X and latest of image=…
	@! docker buildx imagetools inspect $(image):$(version) >/dev/null 2>&1 || \
		{ echo "$(image):$(version) is there already" >&2; exit 1; }
	docker buildx build --platform linux/amd64,linux/arm64 --push $(stamps) \
		-t $(image):$(version) -t $(image):$(basename $(version)) \
		-t $(image):$(basename $(basename $(version))) -t $(image):latest .

.PHONY: checktag
checktag: ## fail unless tag=… is that of the changelog's version
	@test "$(tag)" = "v$(version)" || { echo "the changelog's version is $(version), not $(tag)" >&2; exit 1; }

.PHONY: release
release: checkdist ## make a release of ./dist on GitHub, with the tag of its version
	gh release create v$(version) --title $(version) --notes-file CHANGELOG.md dist/*
