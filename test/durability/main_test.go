// Package durability_test takes from the program what it counts on, the power, the disk and the
// file, and holds it to what it acknowledged. Package soak says how to let it go on for long.
package durability_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }

// call makes a call; an error means that nobody knows what came of it.
func call(url, operation, body string) (status int, answer string, err error) {
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents."+operation)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 "+
		"Credential=test/20260101/us-east-1/events/aws4_request, "+
		"SignedHeaders=host;x-amz-date;x-amz-target, Signature=ab")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func create(name, description string) string {
	return fmt.Sprintf(`{"Name":%q,"Description":%q,"AuthorizationType":"API_KEY",`+
		`"AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}`, name, description)
}

func nameOnly(name string) string { return fmt.Sprintf(`{"Name":%q}`, name) }
