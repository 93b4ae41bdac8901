package documents_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

// printed are the curl commands that a line of docs/control.md has between backticks.
var printed = regexp.MustCompile("`(curl [^`]*)`")

// otherwise are the commands that do not succeed here: nothing was delivered, nobody else calls while
// they wait, and a seed cannot name the ARN of a connection that it makes, so that there is no destination.
var otherwise = map[string]string{
	`curl -f "$E/calls?operation=DescribeConnection&wait=3&timeout=10s"`:                                               "504",
	`curl -f "$E/deliveries?outcome=delivered&wait=3&timeout=10s"`:                                                     "504",
	`curl "$E/destinations/orders/request?secrets=shown" -d '{"id":1}'`:                                                "404",
	`curl "$E/rules/orders/request?bus=default" -d '{"source":"shop","detail-type":"Order Placed","detail":{"id":1}}'`: "404",
	`curl -X POST $E/deliveries/ID/retry`:                                                                              "404",
	`curl -sN $E/events \| grep --line-buffered '"detail-type"'`:                                                       "", // it waits for an event
}

// TestControl runs every curl command that docs/control.md prints, each with an emulator of its own
// that has what they speak of.
func TestControl(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/docs/control.md")
	require.NoError(t, err)
	commands := printed.FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, commands)
	for _, found := range commands {
		want, special := otherwise[found[1]]
		if !special {
			want = "2.."
		}
		if want == "" {
			continue
		}
		t.Run(found[1], func(t *testing.T) {
			t.Parallel()
			code, body := ask(t, found[1])
			assert.Regexp(t, "^"+want+"$", code, body)
			assert.NotContains(t, body, "there is nothing at", "an unknown path")
		})
	}
}

// ask runs the command and returns the status and the body that it was answered with.
func ask(t *testing.T, text string) (status, body string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata")))
	flags := []string{"-ephemeral", "-seed", "seed.json"}
	if strings.Contains(text, "fault-1") {
		flags = append(flags, "-faults", "fault-1.json")
	}
	e, err := binary.Launch(dir, nil, flags...)
	require.NoError(t, err)
	defer e.Stop(syscall.SIGTERM)

	text = strings.ReplaceAll(text, "timeout=10s", "timeout=1ms")
	text = strings.Replace(text, "curl ", "curl -s -w '%{stderr}%{http_code}' ", 1)
	if strings.Contains(text, "@snapshot.json") {
		text = "curl -s $E/snapshot >snapshot.json; " + text
	}
	if strings.Contains(text, " -N ") {
		text += " -D headers | head -n 1 >/dev/null; cut -d ' ' -f 2 headers | head -n 1 | tr -d '\n' >&2"
	}
	c := exec.CommandContext(t.Context(), "bash", "-c", text)
	c.Dir, c.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "E=" + e.URL + "/_emulator"}
	var stderr strings.Builder
	c.Stderr = &stderr
	out, _ := c.Output() // -f fails for a status that some expect
	return regexp.MustCompile(`^[0-9]{3}`).FindString(stderr.String()), string(out)
}
