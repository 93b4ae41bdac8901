package durability_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// A shop takes orders, one in five at the second attempt.
type shop struct {
	mu     sync.Mutex
	asked  int
	orders map[string]int // how often each was taken
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked++; s.asked%5 == 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	s.orders[string(body)]++
}

func (s *shop) taken() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.orders)
}

// TestKill_deliveries kills the program again and again while events are put and delivered. Every
// event that was acknowledged arrives at least once, and none that was not sent.
func TestKill_deliveries(t *testing.T) {
	t.Parallel()
	s := &shop{orders: map[string]int{}}
	receiver := httptest.NewServer(s)
	t.Cleanup(receiver.Close)
	flags := []string{"-data", t.TempDir(), "-route", "https://api.example.com=" + receiver.URL}
	random := rand.New(rand.NewPCG(soak.Seed(t), 200))
	b := &buyer{sent: map[string]bool{}, acknowledged: map[string]bool{}}
	for round := range soak.Rounds(t, 25) {
		e, err := binary.Launch(t.TempDir(), nil, flags...)
		require.NoError(t, err)
		if round == 0 {
			leadToShop(t, e.URL)
		}
		after := time.Duration(random.IntN(300_000)) * time.Microsecond
		time.AfterFunc(after, func() { _ = syscall.Kill(e.PID(), syscall.SIGKILL) })
		b.buy(e.URL)
		_, log := e.Stop(syscall.SIGKILL)
		assert.NotContains(t, log, "panic")
	}
	e := binary.Start(t, flags...)
	deliverAll(t, e.URL)
	taken := s.taken()
	for id := range b.acknowledged {
		assert.Positive(t, taken[id], id)
	}
	twice := 0
	for id, n := range taken {
		assert.True(t, b.sent[id], id)
		twice += n - 1
	}
	t.Logf("%d of %d events were acknowledged, %d came again", len(b.acknowledged), len(b.sent), twice)
}

// A buyer puts orders, each of another id.
type buyer struct {
	sent, acknowledged map[string]bool
}

// buy puts orders until the program does not answer any more.
func (b *buyer) buy(url string) {
	for {
		id := fmt.Sprintf(`"order-%d"`, len(b.sent))
		b.sent[id] = true
		if putOrder(url, id) != nil {
			return
		}
		b.acknowledged[id] = true
	}
}

func putOrder(url, id string) error {
	status, answer, err := call(url, "PutEvents",
		fmt.Sprintf(`{"Entries":[{"Source":"shop","DetailType":"Placed","Detail":%q}]}`, `{"id":`+id+`}`))
	if err == nil && status != 200 {
		err = fmt.Errorf("status %d: %s", status, answer)
	}
	return err
}

// leadToShop makes a rule that leads every order to the shop.
func leadToShop(t *testing.T, url string) {
	arn := regexp.MustCompile(`arn:aws:events:[^"]+`)
	must := func(operation, body string) string {
		status, answer, err := call(url, operation, body)
		require.NoError(t, err)
		require.Equal(t, 200, status, answer)
		return arn.FindString(answer)
	}
	connection := must("CreateConnection", create("shop", ""))
	destination := must("CreateApiDestination", fmt.Sprintf(
		`{"Name":"shop","ConnectionArn":%q,"HttpMethod":"POST","InvocationEndpoint":"https://api.example.com/"}`, connection))
	must("PutRule", `{"Name":"orders","EventPattern":"{\"source\":[\"shop\"]}"}`)
	must("PutTargets", fmt.Sprintf(
		`{"Rule":"orders","Targets":[{"Id":"a","Arn":%q,"RoleArn":"arn:aws:iam::000000000000:role/r","InputPath":"$.detail.id"}]}`, destination))
}

// deliverAll moves the clock until nothing waits any more.
func deliverAll(t *testing.T, url string) {
	for range 20 {
		steer(t, url+"/_emulator/clock", `{"advance":"1h"}`)
		var found struct{ Count int }
		require.NoError(
			t, json.Unmarshal(steer(t, url+"/_emulator/deliveries?outcome=waiting&limit=1", ""), &found),
		)
		if found.Count == 0 {
			return
		}
	}
	t.Error("deliveries still wait after 20 hours")
}

// steer asks a control path; without a body it is a GET.
func steer(t *testing.T, url, body string) (answer []byte) {
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, 200, response.StatusCode, string(answer))
	return answer
}
