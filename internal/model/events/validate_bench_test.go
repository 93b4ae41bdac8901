package events_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// BenchmarkValidate is what every call pays for its constraints.
func BenchmarkValidate(b *testing.B) {
	const body = `{"Name":"orders","AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{"Username":"user","Password":"pass word"},` +
		`"InvocationHttpParameters":{"HeaderParameters":[{"Key":"x-public","Value":"visible","IsValueSecret":false}]}}}`
	input := events.NewService(struct{ events.Server }{}).Operation("CreateConnection").Input
	doc, err := awsjson.Parse([]byte(body))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if err := awsapi.CheckTypes(input, doc); err != nil {
			b.Fatal(err)
		}
		if err := awsapi.Validate(input, doc); err != nil {
			b.Fatal(err)
		}
	}
}
