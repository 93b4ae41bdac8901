package clients_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestReadme_calls runs the lines of the README under which events go out, as they stand there.
func TestReadme_calls(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "awscli")
	got := make(chan string, 1)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- fmt.Sprint(r.Method, " ", r.Host, r.URL, " ", r.Header.Get("X-Api-Key"), " ", string(body))
	}))
	t.Cleanup(receiver.Close)

	e := binary.Start(t, "-ephemeral")
	shell(t, e.URL, strings.ReplaceAll(readmeScript(t), "http://127.0.0.1:8081", receiver.URL))
	assert.Equal(t, `POST api.example.com/orders 1234 {"id":1}`, <-got)
}

// readmeScript is what the README's section has behind its prompts.
func readmeScript(t *testing.T) string {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(readme), "## Events that go out")
	require.True(t, found)
	_, block, _ := strings.Cut(section, "```console\n")
	block, _, found = strings.Cut(block, "```")
	require.True(t, found)
	return strings.ReplaceAll("\n"+block, "\n$ ", "\n")
}

// shell runs a script, which must succeed in every line.
func shell(t *testing.T, url, script string) {
	cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", script)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_ENDPOINT_URL=" + url,
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
	}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", script, out)
}
