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

// otherwise are the commands that do not succeed here: nothing was delivered, nobody else calls
// while they wait, and a seed cannot name the ARN of a connection that it makes, so that there is
// no destination.
var otherwise = map[string]string{
	`curl -f "$E/calls?operation=DescribeConnection&wait=3&timeout=10s"`:                                               "504",
	`curl -f "$E/deliveries?outcome=delivered&wait=3&timeout=10s"`:                                                     "504",
	`curl "$E/destinations/orders/request?secrets=shown" -d '{"id":1}'`:                                                "404",
	`curl "$E/rules/orders/request?bus=default" -d '{"source":"shop","detail-type":"Order Placed","detail":{"id":1}}'`: "404",
	`curl -X POST $E/deliveries/ID/retry`:                                                                              "404",
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
		t.Run(found[1], func(t *testing.T) {
			t.Parallel()
			code, body := ask(t, found[1])
			assert.Regexp(t, "^"+want+"$", code, body)
			assert.NotContains(t, body, "there is nothing at", "an unknown path")
		})
	}
}

// change makes a connection of another name each time, so that an event comes.
const change = `curl -sf --aws-sigv4 aws:amz:us-east-1:events -u key:secret ` +
	`-H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AWSEvents.CreateConnection' ` +
	`-d '{"Name":"c'$((i+=1))'","AuthorizationType":"API_KEY","AuthParameters":` +
	`{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}' ${E%/_emulator}/`

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
	text = strings.ReplaceAll(text, `\|`, "|") // as a table has it
	text = strings.Replace(text, "curl ", "curl -s -w '%{stderr}%{http_code}' ", 1)
	if strings.Contains(text, "@snapshot.json") {
		text = "curl -s $E/snapshot >snapshot.json; " + text
	}
	if strings.Contains(text, " -N ") {
		text += " -D headers | head -n 1 >/dev/null; cut -d ' ' -f 2 headers | head -n 1 | tr -d '\n' >&2"
	}
	if strings.Contains(text, "| grep") { // curl ends when it writes what nobody reads any more
		text = "while [ ! -e seen ]; do " + change + "; done >/dev/null & " +
			strings.Replace(text, "| grep", "| grep -m 1", 1) + "; touch seen; wait"
	}
	c := exec.CommandContext(t.Context(), "bash", "-c", text)
	c.Dir, c.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "E=" + e.URL + "/_emulator"}
	var stderr strings.Builder
	c.Stderr = &stderr
	out, _ := c.Output() // -f fails for a status that some expect
	return regexp.MustCompile(`^[0-9]{3}`).FindString(stderr.String()), string(out)
}
