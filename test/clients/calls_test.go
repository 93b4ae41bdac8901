package clients_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
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

	lines := readmeLines(t)
	require.Len(t, lines, 6)
	serve := strings.ReplaceAll(lines[0], "http://127.0.0.1:8081", receiver.URL)
	e := binary.Start(t, strings.Fields(strings.TrimPrefix(serve, "emulator serve "))...)
	arns := map[string]string{}
	for _, line := range lines[1:] {
		for word, arn := range arns {
			line = strings.ReplaceAll(line, word, arn)
		}
		out := shell(t, e.URL, line)
		for word, kind := range map[string]string{"CONNECTION-ARN": ":connection/", "DESTINATION-ARN": ":api-destination/"} {
			if strings.Contains(out, kind) {
				arns[word] = out
			}
		}
	}
	assert.Equal(t, `POST api.example.com/orders 1234 {"id":1}`, <-got)
}

// readmeLines are the commands of the README's section.
func readmeLines(t *testing.T) (lines []string) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(readme), "## Events that go out")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	for _, line := range regexp.MustCompile(`(?m)^\$ (.*)$`).FindAllStringSubmatch(section, -1) {
		lines = append(lines, line[1])
	}
	return lines
}

// shell runs a line and returns what it prints.
func shell(t *testing.T, url, line string) string {
	cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "AWS_ENDPOINT_URL=" + url,
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s\n%s", line, &stderr)
	return strings.TrimSpace(string(out))
}
