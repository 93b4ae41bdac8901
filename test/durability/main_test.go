// Package durability_test takes from the program what it counts on, the power, the disk and the file, and holds it to
// what it acknowledged. EMULATOR_SOAK makes the suites that can go on do so for as long: EMULATOR_SOAK=10m.
package durability_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }

// rounds yields the number of each round: so many, or as long as EMULATOR_SOAK says.
func rounds(t *testing.T, least int) func(func(int) bool) {
	var span time.Duration
	if text := os.Getenv("EMULATOR_SOAK"); text != "" {
		var err error
		span, err = time.ParseDuration(text)
		require.NoError(t, err)
	}
	began := time.Now()
	return func(yield func(int) bool) {
		for n := 0; (n < least || time.Since(began) < span) && yield(n); n++ {
		}
	}
}

// call makes a call; an error means that nobody knows what came of it.
func call(url, operation, body string) (status int, answer string, err error) {
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents."+operation)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=ab")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func create(name, description string) string {
	return fmt.Sprintf(`{"Name":%q,"Description":%q,"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}`, name, description)
}

func update(name, description string) string {
	return fmt.Sprintf(`{"Name":%q,"Description":%q}`, name, description)
}

func nameOnly(name string) string { return fmt.Sprintf(`{"Name":%q}`, name) }
