// Package architecture_test keeps the arrows of ARCHITECTURE.md pointing down.
package architecture_test

import (
	stdjson "encoding/json"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/eventbridge-connections/emulator/"

// A listed package and what it imports itself, tests apart.
type listed struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

// list returns the packages of the module.
func list(t *testing.T) (packages []listed) {
	command := exec.CommandContext(
		t.Context(), "go", "list", "-json=ImportPath,Imports,Standard", "./...",
	)
	command.Dir = "../.."
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	for d := stdjson.NewDecoder(out); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			break
		} else {
			require.NoError(t, err)
		}
		packages = append(packages, p)
	}
	require.NoError(t, command.Wait())
	require.NotEmpty(t, packages)
	return packages
}

// room is the path of a package within the module.
func (p listed) room() string { return strings.TrimPrefix(p.ImportPath, module) }

// foreign are the imports that are neither the standard library's nor below one of the allowed
// paths.
func (p listed) foreign(allowed ...string) (out []string) {
	for _, i := range p.Imports {
		standard := !strings.Contains(strings.Split(i, "/")[0], ".")
		if !standard && !slices.ContainsFunc(
			allowed, func(a string) bool { return i == a || strings.HasPrefix(i, a+"/") },
		) {
			out = append(out, i)
		}
	}
	return out
}

// serves tells whether the room answers a model's operations: whoever knows a model does, but for
// the one that wires all rooms up and the one that holds them to the model.
func (p listed) serves() bool {
	knows := slices.ContainsFunc(
		p.Imports, func(i string) bool { return strings.HasPrefix(i, module+"internal/model/") },
	)
	return knows && !slices.Contains([]string{"internal/emulator", "internal/conformance"}, p.room())
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		t.Run(p.room(), func(t *testing.T) {
			t.Parallel()
			p.pointsDown(t)
			p.keepsToItsRoom(t)
		})
	}
}

// json is what encoding/json/v2 of the standard library is called until the program is built with
// Go 1.27.
const json = "github.com/go-json-experiment/json"

// below are the rooms that a service may know.
var below = []string{
	module + "internal/awsapi", module + "internal/store", module + "internal/transaction", module +
		"internal/due",
	module + "internal/page", module + "internal/endpoint", module + "internal/model",
	module + "internal/pattern", module + "internal/transform", module + "internal/schedule", module +
		"internal/invocation", module + "internal/delivery",
}

// pure are the rooms that turn text into values, with no store, no clock and no wire.
var pure = []string{
	"internal/invocation", "internal/pattern", "internal/schedule", "internal/transform",
}

// pointsDown holds a room to the rooms below it.
func (p listed) pointsDown(t *testing.T) {
	switch {
	case slices.Contains(
		[]string{"internal/awsapi", "internal/console", "internal/page", "internal/endpoint"}, p.room(),
	):
		assert.Empty(t, p.foreign(), "only the standard library")
	case slices.Contains(pure, p.room()):
		assert.Empty(
			t, p.foreign(module+"internal/awsapi", json), "a pure room knows awsapi alone, and JSON",
		)
		assert.NotContains(t, p.Imports, "net/http", "a pure room knows no wire")
		assert.NotContains(t, p.Imports, "os", "a pure room knows no machine")
	case slices.Contains(
		[]string{"internal/awsjson", "internal/awsquery"}, p.room(),
	), path.Dir(p.room()) == "internal/model":
		assert.Empty(
			t, p.foreign(module+"internal/awsapi", json), "wires and models know awsapi alone, and JSON",
		)
	case p.room() == "internal/delivery":
		assert.Empty(
			t, p.foreign(append([]string{module + "internal/outbound"}, below...)...),
			"deliveries know what is below the services",
		)
		assert.NotContains(t, p.Imports, "net/http", "deliveries know no wire")
	case p.serves():
		assert.Empty(t, p.foreign(below...), "a service knows what is below it and no other service")
		assert.NotContains(t, p.Imports, "net/http", "a service knows no wire")
		assert.NotContains(t, p.Imports, "os", "a service knows no machine")
	}
}

// keepsToItsRoom holds what only one room may know to that room.
func (p listed) keepsToItsRoom(t *testing.T) {
	const bbolt, mux, sdk = "go.etcd.io/bbolt", "github.com/gorilla/mux", "github.com/aws/aws-sdk-go-v2"
	if p.room() != "internal/store" {
		assert.NotContains(t, p.Imports, bbolt, "bbolt is the store's alone")
	}
	if p.room() != "internal/emulator" {
		assert.NotContains(t, p.Imports, mux, "mux is that of internal/emulator/routes.go alone")
	}
	if p.room() != "emulatortest" {
		assert.False(
			t, slices.ContainsFunc(p.Imports, func(i string) bool { return strings.HasPrefix(i, sdk) }),
			"the AWS SDK is for tests and emulatortest",
		)
	}
	if !strings.HasPrefix(p.room(), "cmd/") && p.room() != "internal/model/generate" {
		assert.NotContains(t, p.Imports, "flag", "flags are read in cmd alone")
	}
}
