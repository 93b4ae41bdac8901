package program_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

// TestProgram_Kill pulls the plug while several clients write, again and again on the same data: what was acknowledged is there afterwards.
func TestProgram_Kill(t *testing.T) {
	t.Parallel()
	const rounds, writers, acknowledgements = 8, 4, 50
	data := t.TempDir()
	var acknowledged []string
	for round := range rounds {
		e, err := binary.Launch(data, nil, "-data", data)
		require.NoError(t, err)
		defer e.Stop(syscall.SIGKILL)
		acknowledged = append(acknowledged, writeUntilKilled(t, e, writers, acknowledgements, fmt.Sprintf("round-%d", round))...)
	}
	require.GreaterOrEqual(t, len(acknowledged), rounds*acknowledgements)

	e := binary.Start(t, "-data", data)
	for _, name := range acknowledged {
		assert.Equal(t, name, describe(t, e.URL, name).Name)
	}
}

// writeUntilKilled lets the writers create connections and kills the program at the nth acknowledgement, while the others are under way.
func writeUntilKilled(t *testing.T, e *binary.Emulator, writers, n int, prefix string) (acknowledged []string) {
	t.Helper()
	names := make(chan string)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() { createUntilRefused(e.URL, fmt.Sprintf("%s-%d", prefix, w), names) })
	}
	go func() {
		wg.Wait()
		close(names)
	}()
	for name := range names {
		if acknowledged = append(acknowledged, name); len(acknowledged) == n {
			code, _ := e.Stop(syscall.SIGKILL)
			assert.Equal(t, -1, code, "exit code of a killed program")
		}
	}
	return acknowledged
}

func createUntilRefused(url, prefix string, acknowledged chan<- string) {
	for i := 0; ; i++ {
		name := fmt.Sprintf("%s-%d", prefix, i)
		status, _, err := send(newCall(url, "CreateConnection", apiKey(name)))
		if err != nil || status != http.StatusOK {
			return
		}
		acknowledged <- name
	}
}

func apiKey(name string) string {
	return fmt.Sprintf(`{"Name":%q,"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}`, name)
}

type description struct{ Name, ConnectionArn, SecretArn string }

func describe(t *testing.T, url, name string) (d description) {
	t.Helper()
	status, body, err := send(newCall(url, "DescribeConnection", fmt.Sprintf(`{"Name":%q}`, name)))
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status, body)
	require.NoError(t, json.Unmarshal([]byte(body), &d))
	return d
}
