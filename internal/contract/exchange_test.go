package contract_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// TestExchanges holds the answers to the letter. Each file of testdata is a conversation with an
// emulator of its own:
//
//	> operation and body
//	< status, unless it is 200, and body
//
// A line that begins with # says what is known of those after it. In a request ${Name} is what the
// last answer that had a member of that name said. In an answer, TIME stands for a time, ID for an
// event's id and TOKEN for a page's token.
func TestExchanges(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			s := start(t, emulator.Config{BusQuota: 3, RuleQuota: 4, TargetQuota: 3})
			(&conversation{client: s.client("us-east-1", "test"), said: map[string]string{}}).play(t, file)
		})
	}
}

// A conversation is one client's, with what was said to it.
type conversation struct {
	client *eventbridge.Client
	said   map[string]string
}

func (c *conversation) play(t *testing.T, file string) {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines, question, answer := bufio.NewScanner(f), "", ""
	lines.Buffer(nil, 4<<20)
	for n := 1; lines.Scan(); n++ {
		kind, text, _ := strings.Cut(lines.Text(), " ")
		switch kind {
		case ">":
			question, answer = text, c.ask(t, text)
		case "<":
			assert.Equal(t, text, answer, "%s:%d: %s", file, n, question)
		case "#", "":
		default:
			assert.Fail(t, "a line of no kind", "%s:%d", file, n)
		}
	}
	require.NoError(t, lines.Err())
}

// saying finds what an answer says that a later request may repeat.
var saying = regexp.MustCompile(`"([A-Za-z]+)":"([^"]*)"`)

func (c *conversation) ask(t *testing.T, question string) (answer string) {
	name, body, _ := strings.Cut(question, " ")
	status, answer := operation(name, os.Expand(
		body, func(name string) string { return c.said[name] },
	)).send(t, c.client)
	for _, found := range saying.FindAllStringSubmatch(answer, -1) {
		c.said[found[1]] = found[2]
	}
	if status != 200 {
		answer = fmt.Sprint(status, " ", answer)
	}
	return normal(answer)
}

// normal is an answer with names for what differs each time.
func normal(answer string) string {
	answer = regexp.MustCompile(`[0-9]\.[0-9]+E9`).ReplaceAllString(answer, "TIME")
	answer = regexp.MustCompile(`"EventId":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"`).ReplaceAllString(answer, `"EventId":"ID"`)
	return regexp.MustCompile(`"NextToken":"[A-Za-z0-9+/=]+"`).ReplaceAllString(answer, `"NextToken":"TOKEN"`)
}
