package terraform_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestProvider_EndpointsBlock names the endpoint in the provider's block, and not in the
// environment.
func TestProvider_EndpointsBlock(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/endpoints", "")
	m.apply("-var=endpoint=" + binary.Start(t, "-ephemeral", "-account", "111122223333").URL)
	assert.Regexp(
		t, `^arn:aws:events:eu-central-1:111122223333:connection/partner/[0-9a-f-]{36}$`,
		m.outputs()["arn"],
	)
}

// TestProvider_NeverWaits counts the polls of the provider's waiters: a connection is settled, and
// a deleted one gone, at the first.
func TestProvider_NeverWaits(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	calls := &recorder{}
	m := initModule(
		t, "../../examples/terraform/api-key", calls.before(t, binary.Start(t, "-ephemeral").URL),
	)

	m.apply()
	assert.Equal(
		t, []string{"CreateConnection", "DescribeConnection", "DescribeConnection"}, calls.take(),
		"create, poll, read",
	)
	m.apply("-var=description=Another description")
	assert.Equal(
		t, []string{"DescribeConnection", "UpdateConnection", "DescribeConnection", "DescribeConnection"},
		calls.take(), "refresh, update, poll, read",
	)
	m.destroy()
	assert.Equal(
		t, []string{"DescribeConnection", "DeleteConnection", "DescribeConnection"}, calls.take(),
		"refresh, delete, poll",
	)
}

// recorder notes the EventBridge operations that pass it.
type recorder struct {
	mu         sync.Mutex
	operations []string
}

// before returns the URL of a proxy before the target.
func (r *recorder) before(t *testing.T, target string) string {
	t.Helper()
	u, err := url.Parse(target)
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(u)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if operation, ok := strings.CutPrefix(req.Header.Get("X-Amz-Target"), "AWSEvents."); ok {
			r.note(operation)
		}
		proxy.ServeHTTP(w, req)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func (r *recorder) note(operation string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.operations = append(r.operations, operation)
}

// take returns what was noted since the last call.
func (r *recorder) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.operations
	r.operations = nil
	return taken
}

// outputs are the module's, all of them strings.
func (m *module) outputs() map[string]string {
	m.t.Helper()
	var outputs map[string]struct{ Value string }
	require.NoError(m.t, json.Unmarshal(m.run("output", "-json"), &outputs))
	values := map[string]string{}
	for name, o := range outputs {
		values[name] = o.Value
	}
	return values
}
