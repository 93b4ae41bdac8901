package terraform_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestUpstream applies a module with a queue, a parameter and a bucket around a connection, with
// moto behind the emulator.
func TestUpstream(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	endpoint := binary.Start(t, "-ephemeral", "-upstream", machine.Moto(t)).URL
	m := initModule(t, "testdata/upstream", endpoint)
	m.apply()
	m.requirePlan(planEmpty)
	m.apply("-var=description=Another description")
	m.requirePlan(planEmpty, "-var=description=Another description")

	// The queue's URL has the host of the emulator, which the client called.
	queue := m.attributesOf("aws_sqs_queue.dead")["url"]
	assert.Regexp(t, "^"+endpoint+"/[0-9]{12}/partner-dead$", queue)
	for _, service := range []string{"sqs", "ssm", "s3"} {
		assert.NotZero(t, count(t, endpoint, "service="+service+"&outcome=upstream"), service)
	}
	assert.Zero(t, count(t, endpoint, "service=events&outcome=upstream"))
	// The module is not destroyed: the provider waits a minute for the end of a queue.
	assert.Zero(t, count(t, endpoint, "outcome=error"))
}

// count returns how many calls there were that the query asks for.
func count(t *testing.T, endpoint, query string) int {
	t.Helper()
	response, err := http.Get(endpoint + "/_emulator/calls?limit=0&" + query)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var answer struct{ Count int }
	require.NoError(t, json.Unmarshal(body, &answer), string(body))
	return answer.Count
}
