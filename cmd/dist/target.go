package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A target is a platform in Go's words.
type target struct{ system, arch string }

func (t target) String() string { return t.system + "/" + t.arch }

// program is the name of the executable file.
func (t target) program() string {
	if t.system == "windows" {
		return "emulator.exe"
	}
	return "emulator"
}

// archive is the name of the file that a user loads.
func (t target) archive(version string) string {
	name := fmt.Sprintf("emulator_%s_%s_%s", version, t.system, t.arch)
	if t.system == "windows" {
		return name + ".zip"
	}
	return name + ".tar.gz"
}

// pack puts the entries into the kind of archive that the platform's users have a program for.
func (t target) pack(entries []entry) func(*bytes.Buffer) error {
	if t.system == "windows" {
		return func(out *bytes.Buffer) error { return zipped(out, entries) }
	}
	return func(out *bytes.Buffer) error { return tarred(out, entries) }
}

// build compiles the program into the folder and returns its file. Neither the folder of the
// checkout nor the state of its repository is in it.
func (r *release) build(t target, folder string) (string, error) {
	file := filepath.Join(folder, t.program())
	c := exec.Command(
		"go",
		"build",
		"-trimpath",
		"-buildvcs=false",
		"-o",
		file,
		"-ldflags",
		fmt.Sprintf(
			"-s -w -X main.release=%s -X main.commit=%s",
			r.Version,
			r.commit,
		),
		"./cmd/emulator",
	)
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.system, "GOARCH="+t.arch, "GOFLAGS=")
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
}
