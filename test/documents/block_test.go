package documents_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// A block is what stands between two fences, with the mark before it.
type block struct {
	mark, about string // "needs" and a tool, or "not run" and a reason; empty where there is none
	commands    []command
}

// A command is what a reader types, and what the document shows of its output.
type command struct {
	text   string
	output []string
}

var fence = regexp.MustCompile(
	"(?m)(?:^<!-- (needs|not run): (.*) -->\n)?^```console\n((?s:.*?))^```$",
)

// parse returns the blocks of a document, with the address in place of the usual one.
func parse(document, address string) (blocks []block) {
	document = strings.ReplaceAll(document, "127.0.0.1:4566", address)
	for _, found := range fence.FindAllStringSubmatch(document, -1) {
		b := block{mark: found[1], about: found[2]}
		for line := range strings.Lines(found[3]) {
			b.add(line)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// add adds a line: the begin of a command, the rest of one, or output.
func (b *block) add(line string) {
	if text, begins := strings.CutPrefix(line, "$ "); begins {
		b.commands = append(b.commands, command{text: text})
		return
	}
	last := &b.commands[len(b.commands)-1]
	if strings.HasSuffix(last.text, "\\\n") {
		last.text += line
		return
	}
	last.output = append(last.output, line)
}

// runs tells whether a block can be run here. A mark that is neither is a defect of the document.
func (b block) runs(t *testing.T) bool {
	t.Helper()
	switch b.mark {
	case "":
		return true
	case "not run":
		return false
	}
	require.Contains(t, machine.Tools(), b.about)
	here := false
	t.Run(b.about, func(t *testing.T) {
		machine.Needs(t, b.about)
		here = true
	})
	return here
}

// want matches the output: all of it where the document shows some, with any text for an ellipsis.
func (c command) want() *regexp.Regexp {
	if len(c.output) == 0 {
		return regexp.MustCompile("")
	}
	text := regexp.QuoteMeta(strings.Join(c.output, ""))
	return regexp.MustCompile("^" + strings.ReplaceAll(text, "…", ".*"))
}

// script runs the commands in one shell, which ends with the first that fails. An emulator in the
// background has to answer before the next command, unless it ended.
func script(commands []command, outputs string) string {
	s := "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n"
	for i, c := range commands {
		out := outputOf(outputs, i)
		s += fmt.Sprintf("{ %s} >%s 2>%[2]s.err || { echo %s; cat %[2]s %[2]s.err; exit 1; }\n",
			c.text, out, quote(c.text))
		if strings.HasSuffix(c.text, "&\n") {
			s += "until emulator health 2>/dev/null || ! kill -0 $!; do :; done\n"
		}
	}
	return s
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func outputOf(dir string, i int) string { return filepath.Join(dir, strconv.Itoa(i)) }
