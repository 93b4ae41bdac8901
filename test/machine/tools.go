package machine

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
)

// tools are what suites may need, by the name that EMULATOR_TEST_REQUIRE has for it, each with why
// it is missing.
var tools = map[string]func() error{
	"terraform":      func() error { _, err := Mirror(); return err },
	"awscli":         func() error { _, err := exec.LookPath("aws"); return err },
	"boto3":          func() error { return try("python3", "-c", "import boto3") },
	"docker":         func() error { _, err := Compose(); return err },
	"node":           func() error { return install("../calls/testdata/provider") },
	"awsjs":          func() error { return install("../../examples/javascript") },
	"chromium":       func() error { _, err := Chromium(); return err },
	"testcontainers": func() error { return install("../../examples/testcontainers/node") },
	"axe":            func() error { return install("../console/testdata/axe") },
	"moto":           func() error { return try("python3", "-c", "import moto.server") },
	"strace":         func() error { return try("strace", "-o", os.DevNull, "true") },
}

// Chromium is the path of a browser that can be driven.
func Chromium() (path string, err error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

// Compose is the command that brings a compose file up: docker compose, or the docker-compose of
// old. It takes a daemon that answers, and the image that the Dockerfile builds in.
func Compose() ([]string, error) {
	if err := try("docker", "version", "--format={{.Server.Version}}"); err != nil {
		return nil, err
	}
	if err := haveBuildImage(); err != nil {
		return nil, err
	}
	if try("docker", "compose", "version") == nil {
		return []string{"docker", "compose"}, nil
	}
	_, err := exec.LookPath("docker-compose")
	return []string{"docker-compose"}, err
}

func haveBuildImage() error {
	dockerfile, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		return err
	}
	image := string(regexp.MustCompile(`(?m)^FROM (golang:\S+)`).FindSubmatch(dockerfile)[1])
	if try("docker", "image", "inspect", image) == nil {
		return nil
	}
	return try("docker", "pull", "--quiet", image)
}

// install installs what the package.json in a folder names.
func install(folder string) error {
	return try("npm", "--prefix", folder, "install", "--no-package-lock", "--silent")
}

// try runs a command for whether it succeeds.
func try(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
	}
	return nil
}
