package main

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// notes say where the time goes. Whoever changes that changes them.
//
//go:embed notes.md
var notes string

// report is what was found; times are in milliseconds where nothing else is said, sizes in bytes.
type report struct {
	Date        string       `json:"date"`
	Machine     string       `json:"machine"`
	Rounds      int          `json:"rounds"`
	BinaryBytes int64        `json:"binaryBytes"`
	Start       float64      `json:"startMilliseconds"`
	BareStart   float64      `json:"bareStartMilliseconds"`
	Idle        int64        `json:"idleBytes"`
	BareIdle    int64        `json:"bareIdleBytes"`
	Loaded      int64        `json:"loadedBytes"`
	BareLoaded  int64        `json:"bareLoadedBytes"`
	Rates       []compared   `json:"rates"`
	Durable     []durability `json:"durable"`
	Commit      rate         `json:"bboltCommit"`
	OneCreate   float64      `json:"oneCreateToCommit"`
	FirstCreate float64      `json:"firstCreateToCommit"`
	Deliveries  *deliveries  `json:"deliveries,omitempty"`
	Moto        *moto        `json:"moto,omitempty"`
	Apply       float64      `json:"terraformApplySeconds,omitempty"`
	ApplyAgain  float64      `json:"terraformApplyAgainSeconds,omitempty"`
	Scale       []sizePoint  `json:"scale"`
	Notes       []string     `json:"notes,omitempty"`
}

type compared struct {
	Operation string  `json:"operation"`
	Callers   int     `json:"callers"`
	Ours      rate    `json:"ours"`
	Bare      rate    `json:"bare"`
	Ratio     float64 `json:"ratio"` // the median of the rounds' ratios
}

// durability is the rate of the durable server.
type durability struct {
	Callers int     `json:"callers"`
	Rate    rate    `json:"rate"`
	ToBare  float64 `json:"toBare"`
	Create  float64 `json:"createToIt"` // CreateConnection's rate, to this one
}

type moto struct {
	Start float64    `json:"startMilliseconds"`
	Idle  int64      `json:"idleBytes"`
	Rates []motoRate `json:"rates"`
}

type motoRate struct {
	Operation string `json:"operation"`
	Rate      rate   `json:"rate"`
}

type sizePoint struct {
	Connections int     `json:"connections"`
	FileBytes   int64   `json:"fileBytes"`
	Start       float64 `json:"startMilliseconds"`
	Cold        rate    `json:"describeAfterStart"`
	Describe    rate    `json:"describe"`
	Page        rate    `json:"page"`
	Resident    int64   `json:"residentBytes"`
	Own         int64   `json:"ownBytes"` // without the pages of the data file
}

func (r *report) note(text string) { r.Notes = append(r.Notes, text) }

// medianCommit sets one caller's create against one bbolt commit of the same round.
func (r *report) medianCommit(found map[string]*comparison) {
	c := found[key("CreateConnection", 1)]
	var ratios []float64
	for i := range c.ours {
		ratios = append(ratios, c.ours[i].P50/c.commit[i].P50)
	}
	r.Commit, r.OneCreate = middle(c.commit), median(ratios)
}

func (r *report) write(dir string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "performance.json"), append(data, '\n'), 0o644),
		os.WriteFile(filepath.Join(dir, "performance.md"), []byte(r.markdown()), 0o644),
	)
}

func (r *report) markdown() string {
	var out strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	p("<!-- Written by make bench. -->")
	p("# Performance\n")
	p(
		"`make bench` builds the program as it is released and measures it over loopback, beside a "+
			"bare net/http server that gives canned answers of the same size, beside one that stores what "+
			"it is sent, and beside raw bbolt commits. What counts are the ratios: each is the median of "+
			"%d rounds in which the two took turns. The load generator runs on the same cores.\n",
		r.Rounds,
	)
	p("Measured on %s: %s.\n", r.Date, r.Machine)
	r.goals(p)
	r.rates(p)
	r.Deliveries.show(p)
	r.others(p)
	r.scale(p)
	for _, n := range r.Notes {
		p("\n%s", n)
	}
	return out.String() + notes
}

func (r *report) rates(p func(string, ...any)) {
	if len(r.Rates) == 0 {
		return
	}
	p(
		"\n## Calls a second\n\nEvery write is on disk before it is answered, and every answer is " +
			"worked out. CPU is what a call costs the server, all its threads together.\n\n| Operation | " +
			"Callers | Calls/s | p50 | p99 | CPU | Bare calls/s | Bare p50 | Bare p99 | Bare CPU | Ratio " +
			"|\n| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
	)
	for _, c := range r.Rates {
		p(
			"| %s | %d | %.0f | %s | %s | %s | %.0f | %s | %s | %s | %.2f |", c.Operation, c.Callers,
			c.Ours.PerSecond, us(c.Ours.P50), us(c.Ours.P99), us(c.Ours.CPU), c.Bare.PerSecond,
			us(c.Bare.P50), us(c.Bare.P99), us(c.Bare.CPU), c.Ratio,
		)
	}
	p(
		"\nA server that does nothing but put the body of a CreateConnection into bbolt, as a " +
			"connection and as its secret, in commits that callers share:\n\n| Callers | Calls/s | p50 | " +
			"p99 | CPU | To the bare server's rate | CreateConnection to it |\n| --: | --: | --: | --: | " +
			"--: | --: | --: |",
	)
	for _, d := range r.Durable {
		p(
			"| %d | %.0f | %s | %s | %s | %.2f | %.2f |", d.Callers, d.Rate.PerSecond, us(d.Rate.P50),
			us(d.Rate.P99), us(d.Rate.CPU), d.ToBare, d.Create,
		)
	}
	p(
		"\nOne bbolt commit of a record of the same size: p50 %s, p99 %s.", us(r.Commit.P50),
		us(r.Commit.P99),
	)
	p("After the load the emulator holds %s, the bare server %s.", mb(r.Loaded), mb(r.BareLoaded))
}

func (r *report) others(p func(string, ...any)) {
	if r.Moto != nil {
		p(
			"\n## moto_server\n\nReady after %.0f ms, idle with %s. At 16 callers:\n\n| Operation | "+
				"Calls/s | p50 | p99 |\n| --- | --: | --: | --: |",
			r.Moto.Start, mb(r.Moto.Idle),
		)
		for _, m := range r.Moto.Rates {
			p("| %s | %.0f | %s | %s |", m.Operation, m.Rate.PerSecond, us(m.Rate.P50), us(m.Rate.P99))
		}
	}
	if r.Apply > 0 {
		p(
			"\n## Terraform\n\n`terraform apply` of 50 connections takes %.1f s, and %.1f s once more "+
				"without a change.",
			r.Apply, r.ApplyAgain,
		)
	}
}

func (r *report) scale(p func(string, ...any)) {
	if len(r.Scale) == 0 {
		return
	}
	p(
		"\n## Many connections\n\nOne caller; a page has 50 connections whose names have a random " +
			"prefix. Own memory leaves out the pages of the data file, which the system takes back when " +
			"it needs them.\n\n| Connections | File | Start | Describe, just started | Describe | Page | " +
			"Resident | Own |\n| --: | --: | --: | --: | --: | --: | --: | --: |",
	)
	for _, s := range r.Scale {
		p(
			"| %s | %s | %.1f ms | %s | %s | %s | %s | %s |", count(s.Connections), mb(s.FileBytes), s.Start,
			us(s.Cold.P50), us(s.Describe.P50), us(s.Page.P50), mb(s.Resident), mb(s.Own),
		)
	}
}

func mb(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

func us(microseconds float64) string { return fmt.Sprintf("%.0f µs", microseconds) }

func count(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return cmp.Or(text, "0")
}
