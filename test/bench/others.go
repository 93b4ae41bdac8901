package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	host "github.com/eventbridge-connections/emulator/test/machine"
)

// measureMoto measures moto_server at 16 callers, where it is installed.
func measureMoto(m *machine, s settings, r *report) error {
	if _, err := exec.LookPath("moto_server"); err != nil {
		r.note("moto_server is not installed here.")
		return nil
	}
	p, err := startMoto()
	if err != nil {
		return err
	}
	defer p.stop()
	r.Moto = &moto{Start: milliseconds(p.ready)}
	r.Moto.Idle, _ = p.memory()
	people, err := populate(p.address)
	if err != nil {
		return err
	}
	for _, op := range operations() {
		if op.name == "UpdateConnection" {
			break
		}
		found, calls, err := load(p.address, 16, s.span, 0, op.next(people))
		if err != nil {
			return err
		}
		people.after(op.name, calls)
		r.Moto.Rates = append(r.Moto.Rates, motoRate{op.name, found})
	}
	return nil
}

func startMoto() (*process, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	p := &process{
		cmd: exec.Command("moto_server", "-H", "127.0.0.1", "-p", port), address: "127.0.0.1:" + port,
	}
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if err := awaitPort(p.address, 30*time.Second); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	c, err := dial(p.address, 0)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	defer func() { c.conn.Close() }()
	_, err = c.do("ListConnections", "{}")
	p.ready = time.Since(began)
	return p, err
}

const terraformModule = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

resource "aws_cloudwatch_event_connection" "all" {
  count              = 50
  name               = "connection-${count.index}"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "X-Api-Key"
      value = "benchmark"
    }
  }
}
`

// measureTerraform measures an apply of 50 connections, and one without a change, where Terraform
// and its AWS provider are.
func measureTerraform(m *machine, s settings, r *report) error {
	mirror, err := host.Mirror()
	if err != nil {
		r.note("Terraform, or a folder with its AWS provider, is missing here.")
		return nil
	}
	data, err := m.folder()
	if err != nil {
		return err
	}
	e, err := m.emulator(data)
	if err != nil {
		return err
	}
	defer e.stop()
	dir, err := m.folder()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(terraformModule), 0o600); err != nil {
		return err
	}
	if _, err := terraform(dir, e.address, "init", "-plugin-dir="+mirror); err != nil {
		return err
	}
	if r.Apply, err = terraform(dir, e.address, "apply", "-auto-approve"); err != nil {
		return err
	}
	r.ApplyAgain, err = terraform(dir, e.address, "apply", "-auto-approve")
	return err
}

// terraform answers how many seconds a command took.
func terraform(dir, address string, args ...string) (seconds float64, err error) {
	cmd := exec.Command("terraform", append(args, "-no-color", "-input=false")...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TF_CLI_CONFIG_FILE=" + os.DevNull,
		"AWS_ENDPOINT_URL=http://" + address, "CHECKPOINT_DISABLE=1",
	}
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("terraform %s: %w\n%s", args[0], err, out)
	}
	return time.Since(began).Seconds(), nil
}
