package control_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// canary is a secret that must be seen nowhere.
const canary = "canary-8f1c"

type putThing struct {
	Name     *string
	Password *awsapi.Secret
	Limit    *int
}

type thing struct{ Arn *string }

var (
	text     = &awsapi.Shape{Name: "Text", Kind: awsapi.String}
	password = &awsapi.Shape{Name: "Password", Kind: awsapi.String, Sensitive: true}
	input    = &awsapi.Shape{Name: "PutThingRequest", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Name", Shape: text, Required: true},
		{Name: "Password", Shape: password},
		{Name: "Limit", Shape: &awsapi.Shape{Name: "Limit", Kind: awsapi.Integer}},
	}}
	output = &awsapi.Shape{
		Name: "PutThingResponse", Kind: awsapi.Structure,
		Members: []awsapi.Member{{Name: "Arn", Shape: text}},
	}
)

// things is a service with the operations PutThing and GetThing, which answer the name as an ARN.
func things() *awsapi.Service {
	answer := func(_ context.Context, in *putThing) (*thing, error) {
		if *in.Name == "absent" {
			return nil, awsapi.Errorf("ResourceNotFoundException", "There is no %s.", *in.Name)
		}
		return &thing{new("arn:" + *in.Name)}, nil
	}
	return &awsapi.Service{
		Name: "things", FullName: "Amazon Things", TargetPrefix: "AWSThings",
		Operations: []*awsapi.Operation{
			awsapi.NewOperation("PutThing", input, output, answer),
			awsapi.NewOperation("GetThing", input, output, answer),
		},
		Unserved: []string{"DropThing"},
	}
}

// call makes a call as a wire does.
func call(
	t *testing.T, h awsapi.Handler, s *awsapi.Service, operation, name string,
) (*awsapi.Output, error) {
	return h(t.Context(), &awsapi.Call{
		ID:        "id-" + name[:min(len(name), 20)],
		Caller:    awsapi.Caller{Account: "123456789012", Region: "eu-west-1", AccessKeyID: "AKIA"},
		UserAgent: "agent",
		Target:    s.TargetPrefix + "." + operation,
		Service:   s,
		Operation: s.Operation(operation),
		Input:     awsapi.Document{"Name": name, "Password": canary},
	})
}

// noon is the time of every call.
var noon = time.Date(2026, 9, 26, 12, 0, 0, 0, time.UTC)

func atNoon() time.Time { return noon }

// ask sends a request to a handler and returns the status and the body.
func ask(t *testing.T, h http.Handler, method, target, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(
		w, httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body)),
	)
	answer, err := io.ReadAll(w.Result().Body)
	require.NoError(t, err)
	return w.Code, strings.TrimSpace(string(answer))
}

// decoded reads the body of an answer.
func decoded[T any](t *testing.T, body string) (v T) {
	require.NoError(t, json.Unmarshal([]byte(body), &v), body)
	return v
}
