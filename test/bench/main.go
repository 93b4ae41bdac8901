// Command bench measures the built emulator over loopback, side by side with a bare net/http
// server, with raw bbolt commits and, where they are installed, with moto_server and Terraform.
// What it finds goes to docs/performance.json and, as ratios, to docs/performance.md: absolute
// figures differ from machine to machine, ratios of one run hardly do.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// settings say how much is measured.
type settings struct {
	rounds int           // of everything that is repeated; the median counts
	span   time.Duration // of one measurement of a rate
	scale  int           // the largest number of connections
	only   string        // the part that is measured, or all
	out    string        // the folder of the report
}

func main() {
	var s settings
	flag.IntVar(&s.rounds, "rounds", 3, "`number` of rounds; the median counts")
	flag.DurationVar(&s.span, "span", time.Second, "how `long` one rate is measured")
	flag.IntVar(&s.scale, "scale", 1_000_000, "largest `number` of connections")
	flag.StringVar(
		&s.only, "only", "", "measure one `part`: start, rates, deliveries, scale, moto or terraform",
	)
	flag.StringVar(&s.out, "out", "", "`folder` to write performance.md and performance.json to")
	flag.Parse()
	if err := s.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (s settings) run() error {
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	m, err := newMachine(dir)
	if err != nil {
		return err
	}
	r := &report{
		Date: time.Now().UTC().Format("2006-01-02"), Machine: describeMachine(), Rounds: s.rounds,
		BinaryBytes: m.size(),
	}
	for _, part := range []struct {
		name string
		run  func(*machine, settings, *report) error
	}{
		{"start", measureStart}, {"rates", measureRates}, {"deliveries", measureDeliveries},
		{"moto", measureMoto}, {"terraform", measureTerraform}, {"scale", measureScale},
	} {
		if s.only != "" && s.only != part.name {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s measuring %s\n", time.Now().Format(time.TimeOnly), part.name)
		if err := part.run(m, s, r); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	fmt.Print(r.markdown())
	if s.out == "" {
		return nil
	}
	return r.write(s.out)
}

// machine is where the programs under test lie and their data goes.
type machine struct {
	dir      string
	emulates string // the emulator
	answers  string // the bare server
	stores   string // the durable one
	sends    string // the one that stores what it is sent, and sends it on
}

func newMachine(dir string) (*machine, error) {
	m := &machine{
		dir:      dir,
		emulates: filepath.Join(dir, "emulator"),
		answers:  filepath.Join(dir, "bare"),
		stores:   filepath.Join(dir, "durable"),
		sends:    filepath.Join(dir, "sender"),
	}
	return m, errors.Join(
		build("../..", m.emulates, "./cmd/emulator"), build(".", m.answers, "./bare"),
		build(".", m.stores, "./durable"), build(".", m.sends, "./sender"),
	)
}

// folder is a new one, for the data of one program.
func (m *machine) folder() (string, error) { return os.MkdirTemp(m.dir, "data-") }
