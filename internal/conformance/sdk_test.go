package conformance_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// TestFixtures sends the SDK's own frozen requests and answers through our
// shapes: what a client of that version sends is read without loss, and what it
// expects is what we write.
func TestFixtures(t *testing.T) {
	t.Parallel()
	folder := sdk(t)
	for _, op := range events.NewService(struct{ events.Server }{}).Operations {
		t.Run(op.Name, func(t *testing.T) {
			t.Parallel()
			head, body := fixture(t, folder, "request", op.Name)
			assert.Contains(t, head, "POST /")
			assert.Contains(t, head, "Content-Type: "+awsjson.ContentType)
			assert.Contains(t, head, "X-Amz-Target: AWSEvents."+op.Name)
			roundTrip(t, op.Input, inputOf(op), body)
			_, body = fixture(t, folder, "response", op.Name)
			if op.Output == nil {
				assert.Contains(t, []string{"", "{}"}, string(body))
			} else {
				roundTrip(t, op.Output, outputOf(op), body)
			}
			steps(t, folder, op.Name)
		})
	}
}

// sdk is where the module of the client lies.
func sdk(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/eventbridge").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// fixture reads the lines before the empty one, and the body.
func fixture(t *testing.T, folder, kind, operation string) (head []string, body []byte) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, kind+"_snapshot", operation+"."+kind+".snap"))
	require.NoError(t, err)
	before, after, found := bytes.Cut(data, []byte("\n\n"))
	if kind == "request" { // an empty line stands after the first one, too
		more, rest, _ := bytes.Cut(after, []byte("\n\n"))
		before, after = append(append(before, '\n'), more...), rest
	}
	require.True(t, found)
	return strings.Split(string(before), "\n"), after
}

// roundTrip reads a body into a generated struct, writes it again and compares the two as JSON.
func roundTrip(t *testing.T, s *awsapi.Shape, as reflect.Type, body []byte) {
	t.Helper()
	doc, err := awsjson.Parse(body)
	require.NoError(t, err)
	require.NoError(t, awsapi.CheckTypes(s, doc))
	assert.JSONEq(t, string(body), string(rewritten(s, as, doc)))
	assert.True(t, json.Valid(body))
}

// rewritten is a document as it is written after a generated struct has held it.
func rewritten(s *awsapi.Shape, as reflect.Type, doc awsapi.Document) []byte {
	held := reflect.New(as).Interface()
	awsapi.Decode(s, doc, held)
	return awsapi.NewOutput(s, held).JSON()
}

func inputOf(op *awsapi.Operation) reflect.Type { return method(op).In(1).Elem() }

func outputOf(op *awsapi.Operation) reflect.Type { return method(op).Out(0).Elem() }

// method is that of the server which answers the operation.
func method(op *awsapi.Operation) reflect.Type {
	m, _ := reflect.TypeFor[events.Server]().MethodByName(op.Name)
	return m.Type
}

// steps makes sure that the client still sends its requests signed and in JSON 1.1: its list of
// steps has the serializer, the payload hash and the signature, and none that would compress or
// split a body.
func steps(t *testing.T, folder, operation string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "snapshot", "api_op_"+operation+".go.snap"))
	require.NoError(t, err)
	lines := strings.Fields(string(data))
	for _, step := range []string{
		"OperationSerializer", "ComputePayloadHash", "Signing", "OperationDeserializer",
	} {
		assert.Contains(t, lines, step)
	}
	assert.NotContains(t, lines, "RequestCompression")
}
