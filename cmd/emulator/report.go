package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// reportOptions say where the report goes and what it looks like.
type reportOptions struct{ path, format string }

func (o *reportOptions) define(flags *flag.FlagSet) {
	flags.StringVar(
		&o.path, "report", "",
		"`file` for the calls that were made and the connections left behind; - is standard output",
	)
	flags.Func("report-format", "`format` of the report: table or json (default json for a file named .json, else table)", func(value string) error {
		if value != "table" && value != "json" {
			return errors.New("must be table or json")
		}
		o.format = value
		return nil
	})
}

// open makes the file before the command runs: a report that cannot be written is no reason to run
// it for nothing.
func (o *reportOptions) open(stdout io.Writer) (*report, error) {
	r := &report{json: o.format == "json" || o.format == "" && filepath.Ext(o.path) == ".json"}
	switch o.path {
	case "":
		return r, nil
	case "-":
		r.out = stdout
		return r, nil
	}
	file, err := os.Create(o.path)
	if err != nil {
		return nil, &problem{err.Error(), "name a file that can be written with -report", 1}
	}
	r.out, r.file = file, file
	return r, nil
}

// A report says what a command did to the emulator. It holds no secrets.
type report struct {
	out  io.Writer // nil when nobody asked for one
	file *os.File  // nil for standard output
	json bool
}

// content is a report in JSON.
type content struct {
	ExitCode    int                  `json:"exitCode"`
	Calls       []control.Call       `json:"calls"`
	Deliveries  []delivery.Delivery  `json:"deliveries"`
	Connections []connections.Listed `json:"connections"`
}

// reportedDeliveries is how many deliveries that still wait are reported.
const reportedDeliveries = 10_000

func (r *report) write(e *emulator.Emulator, ended error) error {
	if r.out == nil {
		return nil
	}
	left, err := e.Connections(context.Background())
	if err != nil {
		return err
	}
	deliveries, _, err := e.Deliveries().List(
		context.Background(), delivery.Filter{}, reportedDeliveries,
	)
	if err != nil {
		return err
	}
	c := content{
		codeOf(ended), e.History().Calls(control.Filter{}), append([]delivery.Delivery{}, deliveries...),
		left,
	}
	write := c.table
	if r.json {
		write = c.json
	}
	err = write(r.out)
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	if err != nil {
		return &problem{
			fmt.Sprintf("write the report: %v", err), "name a file that can be written with -report", 1,
		}
	}
	return nil
}

func codeOf(ended error) int {
	if ended == nil {
		return 0
	}
	if code, ok := errors.AsType[exitCode](ended); ok {
		return int(code)
	}
	return explain(ended).code
}

func (c content) json(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(c)
}

// table writes the report for people. What a stranger named is quoted where it would do something
// to a terminal.
func (c content) table(out io.Writer) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Calls: %d\n", len(c.Calls))
	for _, call := range c.Calls {
		row(
			t, strconv.FormatInt(call.Number, 10), asked(call), call.Resource, came(call),
			time.Duration(call.Duration).Round(10*time.Microsecond).String(),
		)
	}
	t.Flush()
	c.deliveries(t)
	fmt.Fprintf(t, "Connections left behind: %d\n", len(c.Connections))
	for _, l := range c.Connections {
		row(t, l.Name, l.State, l.Account, l.Region, l.Reason)
	}
	return t.Flush()
}

// deliveries writes the events that came to a target, or to none.
func (c content) deliveries(t *tabwriter.Writer) {
	if len(c.Deliveries) == 0 {
		return
	}
	fmt.Fprintf(t, "Deliveries: %d\n", len(c.Deliveries))
	for _, d := range c.Deliveries {
		row(
			t, string(d.Outcome), d.Source+" "+d.DetailType, d.Rule, d.Target,
			strconv.Itoa(len(d.Attempts))+" attempts", d.Reason,
		)
	}
	t.Flush()
}

// row writes the cells of a line.
func row(out io.Writer, cells ...string) {
	for i, cell := range cells {
		cells[i] = printable(cell)
	}
	fmt.Fprintln(out, "  "+strings.Join(cells, "\t"))
}

// printable is the text, quoted as Go does it where it has something that is not to be printed.
func printable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0 {
		return text
	}
	return strconv.Quote(text)
}

// asked is what the call asked for: the operation of a service, or the target that is none.
func asked(c control.Call) string {
	return strings.TrimSpace(c.Service + " " + cmp.Or(c.Operation, c.Target))
}

// came is what came of the call: the code of the error if it has one, and what the upstream
// answered.
func came(c control.Call) string {
	if c.Code != "" {
		return c.Code
	}
	if c.Outcome == "upstream" {
		return "upstream " + strconv.Itoa(c.Status)
	}
	return c.Outcome
}
