package emulator_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// asker asks questions in the same words, whose answers may be given again, and in words that nobody has used before.
type asker struct {
	server
	now  atomic.Int64 // of the clock below the emulator's, in seconds after noon
	said int
}

func newAsker(t *testing.T) *asker {
	a := new(asker)
	a.server = start(t, emulator.Config{
		Settle: settle(t, "5s"),
		Now:    func() time.Time { return noon.Add(time.Duration(a.now.Load()) * time.Second) },
	})
	return a
}

// again asks in the words that are always used.
func (a *asker) again(t *testing.T, target, body string) string {
	status, answer, err := a.call(t, target, body)
	require.NoError(t, err)
	return fmt.Sprint(status, " ", answer)
}

// anew asks the same in other words: with a member that there is not.
func (a *asker) anew(t *testing.T, target, body string) string {
	a.said++
	return a.again(t, target, with(body, fmt.Sprintf(`"Said":%d`, a.said)))
}

// with is the body with one member more.
func with(body, member string) string {
	return strings.Replace("{"+member+","+body[1:], ",}", "}", 1)
}

var token = regexp.MustCompile(`"(NextToken|NextMarker)":"([^"]*)"`)

// same requires that a question has one answer, and returns it. Tokens differ, but lead to the same page.
func (a *asker) same(t *testing.T, target, body string) string {
	t.Helper()
	again, anew := a.again(t, target, body), a.anew(t, target, body)
	require.Equal(t, token.ReplaceAllString(anew, "$1"), token.ReplaceAllString(again, "$1"), "%s %s", target, body)
	if one, other := token.FindStringSubmatch(again), token.FindStringSubmatch(anew); one != nil {
		member := map[string]string{"NextToken": "NextToken", "NextMarker": "Marker"}[one[1]]
		goOn := func(token string) string {
			return a.anew(t, target, with(body, fmt.Sprintf(`"%s":"%s"`, member, token)))
		}
		assert.Equal(t, token.ReplaceAllString(goOn(other[2]), ""), token.ReplaceAllString(goOn(one[2]), ""))
	}
	return again
}

// found is the value of a member in an answer, or nothing.
func found(answer, member string) string {
	m := regexp.MustCompile(`"` + member + `":"([^"]*)"`).FindStringSubmatch(answer)
	if m == nil {
		return ""
	}
	return m[1]
}

func TestEmulator_memory(t *testing.T) {
	t.Parallel()
	const describe, list = "AWSEvents.DescribeConnection", "AWSEvents.ListConnections"
	t.Run("gives an answer again, to the letter", func(t *testing.T) {
		t.Parallel()
		a := newAsker(t)
		a.must(t, "AWSEvents.CreateConnection", basic)
		a.must(t, "AWSEvents.CreateConnection", oauth)
		a.again(t, list, `{"Limit":1}`)
		first := a.again(t, list, `{"Limit":1}`)
		assert.Equal(t, first, a.again(t, list, `{"Limit":1}`))
		assert.NotEqual(t, first, a.anew(t, list, `{"Limit":1}`), "every token that is worked out is another")
	})
	t.Run("has a form for each content type", func(t *testing.T) {
		t.Parallel()
		a := newAsker(t)
		for range 3 {
			_, answer, err := a.call(t, list, `{}`)
			require.NoError(t, err)
			assert.Equal(t, `{"Connections":[]}`, answer)
			_, answer, err = a.send(t, "POST", "/", `{}`, "Content-Type", "application/json", "X-Amz-Target", list)
			require.NoError(t, err)
			assert.Equal(t, `{"Output":{"Connections":[]},"Version":"1.0"}`, answer)
		}
	})
	t.Run("keeps the history whole", func(t *testing.T) {
		t.Parallel()
		a := newAsker(t)
		a.must(t, "AWSEvents.CreateConnection", basic)
		for range 3 {
			a.must(t, describe, `{"Name":"basic"}`)
		}
		_, body := a.ask(t, "GET", "calls?operation=DescribeConnection", "")
		var answer struct{ Calls []map[string]any }
		require.NoError(t, json.Unmarshal([]byte(body), &answer))
		require.Len(t, answer.Calls, 3)
		for _, call := range answer.Calls {
			for _, member := range []string{"number", "requestId", "duration"} {
				delete(call, member)
			}
		}
		assert.Equal(t, answer.Calls[0], answer.Calls[2])
		assert.Equal(t, map[string]any{"Name": "basic"}, answer.Calls[2]["request"])
		assert.Equal(t, "basic", answer.Calls[2]["resource"])
	})
	t.Run("lets faults strike", func(t *testing.T) {
		t.Parallel()
		a := newAsker(t)
		for range 3 {
			a.must(t, list, `{}`)
		}
		a.ask(t, "POST", "faults", `{"operation":"ListConnections","times":1,"error":{"code":"ThrottlingException"}}`)
		assert.Equal(t, `400 {"__type":"ThrottlingException"}`, a.again(t, list, `{}`))
		a.must(t, list, `{}`)
	})
	t.Run("keeps callers apart", func(t *testing.T) {
		t.Parallel()
		a := newAsker(t)
		a.must(t, "AWSEvents.CreateConnection", basic)
		for range 3 {
			a.must(t, describe, `{"Name":"basic"}`)
		}
		for _, scope := range []string{"111122223333/20260926/us-east-1", "test/20260926/eu-west-1"} {
			status, answer, err := a.send(t, "POST", "/?", `{"Name":"basic"}`, "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", describe,
				"Authorization", "AWS4-HMAC-SHA256 Credential="+scope+"/events/aws4_request, SignedHeaders=host, Signature=0", "X-Amz-Date", "20260926T120000Z")
			require.NoError(t, err)
			assert.Equal(t, 400, status)
			assert.Equal(t, `{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection 'basic' does not exist."}`, answer)
		}
	})
}

// What was asked before is answered as it is now, whatever has happened.
func TestEmulator_memory_ends(t *testing.T) {
	t.Parallel()
	const describe, list = "AWSEvents.DescribeConnection", "AWSEvents.ListConnections"
	for name, c := range map[string]struct {
		change func(*testing.T, *asker)
		want   string // the state that is described afterwards
	}{
		"an update": {func(t *testing.T, a *asker) {
			a.must(t, "AWSEvents.UpdateConnection", `{"Name":"oauth","Description":"new"}`)
		}, "AUTHORIZING"},
		"a deauthorization": {func(t *testing.T, a *asker) { a.must(t, "AWSEvents.DeauthorizeConnection", `{"Name":"oauth"}`) }, "DEAUTHORIZING"},
		"a deletion":        {func(t *testing.T, a *asker) { a.must(t, "AWSEvents.DeleteConnection", `{"Name":"oauth"}`) }, "DELETING"},
		"time that passes":  {func(_ *testing.T, a *asker) { a.now.Add(5) }, "AUTHORIZED"},
		"a clock that is moved": {func(t *testing.T, a *asker) {
			a.ask(t, "POST", "clock", `{"advance":"5s"}`)
		}, "AUTHORIZED"},
		"a clock that goes back": {func(t *testing.T, a *asker) {
			a.now.Add(5)
			require.Equal(t, "AUTHORIZED", found(a.again(t, describe, `{"Name":"oauth"}`), "ConnectionState"))
			a.now.Add(-1)
		}, "AUTHORIZING"},
		"settling": {func(t *testing.T, a *asker) { a.ask(t, "POST", "settle", "") }, "AUTHORIZED"},
		"a state that was scripted": {func(t *testing.T, a *asker) {
			a.ask(t, "PUT", "connections/oauth/state", `{"state":"DEAUTHORIZED","reason":"refused","when":"now"}`)
		}, "DEAUTHORIZED"},
		"a reset": {func(t *testing.T, a *asker) { a.ask(t, "POST", "reset", "") }, ""},
		"a reset of the clock": {func(t *testing.T, a *asker) {
			a.ask(t, "POST", "clock", `{"advance":"1h"}`)
			a.same(t, describe, `{"Name":"oauth"}`)
			a.ask(t, "POST", "reset", "")
			a.must(t, "AWSEvents.CreateConnection", oauth)
		}, "AUTHORIZING"},
		"a snapshot that is restored": {func(t *testing.T, a *asker) {
			_, snapshot := a.ask(t, "GET", "snapshot", "")
			a.must(t, "AWSEvents.DeauthorizeConnection", `{"Name":"oauth"}`)
			a.same(t, describe, `{"Name":"oauth"}`)
			a.ask(t, "PUT", "snapshot", snapshot)
		}, "AUTHORIZING"},
		"the end of a deletion": {func(t *testing.T, a *asker) {
			a.must(t, "AWSEvents.DeleteConnection", `{"Name":"oauth"}`)
			a.same(t, describe, `{"Name":"oauth"}`)
			a.now.Add(5)
		}, ""},
	} {
		t.Run("with "+name, func(t *testing.T) {
			t.Parallel()
			a := newAsker(t)
			a.must(t, "AWSEvents.CreateConnection", oauth)
			for range 3 {
				assert.Equal(t, "AUTHORIZING", found(a.same(t, describe, `{"Name":"oauth"}`), "ConnectionState"))
				assert.Equal(t, "AUTHORIZING", found(a.same(t, list, `{}`), "ConnectionState"))
			}
			c.change(t, a)
			assert.Equal(t, c.want, found(a.same(t, describe, `{"Name":"oauth"}`), "ConnectionState"))
			assert.Equal(t, c.want, found(a.same(t, list, `{}`), "ConnectionState"))
		})
	}
}

// history makes changes by chance.
type history struct {
	*asker
	*rand.Rand
	snapshot string
	keys     []string
}

func (h *history) one(of ...string) string { return of[h.IntN(len(of))] }

func (h *history) name() string { return h.one("a", "b", "c", "d") }

// change does something, which may be refused.
func (h *history) change(t *testing.T) {
	named := fmt.Sprintf(`{"Name":"%s"}`, h.name())
	switch h.IntN(16) {
	case 0, 1, 2:
		body := strings.NewReplacer(`"oauth"`, `"`+h.name()+`"`, `"basic"`, `"`+h.name()+`"`).Replace(h.one(oauth, basic))
		h.again(t, "AWSEvents.CreateConnection", body)
	case 3:
		h.again(t, "AWSEvents.UpdateConnection", fmt.Sprintf(`{"Name":"%s","Description":"%d"}`, h.name(), h.IntN(3)))
	case 4:
		h.again(t, "AWSEvents.DeauthorizeConnection", named)
	case 5:
		h.again(t, "AWSEvents.DeleteConnection", named)
	case 6:
		arn := found(h.anew(t, "AWSEvents.DescribeConnection", named), "ConnectionArn")
		h.again(t, "AWSEvents.CreateApiDestination", fmt.Sprintf(`{"Name":"%s","ConnectionArn":"%s","InvocationEndpoint":"https://example.com","HttpMethod":"GET"}`, h.name(), arn))
	case 7:
		h.again(t, "AWSEvents.DeleteApiDestination", named)
	case 8:
		h.keys = append(h.keys, found(h.again(t, "TrentService.CreateKey", `{}`), "KeyId"))
	case 9:
		if h.keys != nil {
			h.again(t, "TrentService.ScheduleKeyDeletion", fmt.Sprintf(`{"KeyId":"%s","PendingWindowInDays":7}`, h.one(h.keys...)))
		}
	case 10:
		h.ask(t, "POST", "settle", "")
	case 11:
		h.ask(t, "PUT", "connections/"+h.name()+"/state", fmt.Sprintf(`{"state":"%s","when":"%s"}`, h.one("AUTHORIZED", "DEAUTHORIZED"), h.one("now", "settled")))
	case 12:
		h.ask(t, "POST", "clock", h.one(`{"advance":"3s"}`, `{"advance":"169h"}`, `{"hold":true}`, `{"hold":false}`))
	case 13:
		h.now.Add(int64(h.IntN(7) - 3))
	case 14:
		_, h.snapshot = h.ask(t, "GET", "snapshot", "")
	default:
		h.rare(t)
	}
}

func (h *history) rare(t *testing.T) {
	switch h.IntN(3) {
	case 0:
		h.ask(t, "POST", "reset", "")
	case 1:
		h.ask(t, "PUT", "snapshot", h.snapshot)
	}
}

// questions are all that is asked after a change.
func (h *history) questions() [][2]string {
	questions := [][2]string{
		{"AWSEvents.ListConnections", `{"Limit":2}`},
		{"AWSEvents.ListConnections", `{"ConnectionState":"AUTHORIZED"}`},
		{"AWSEvents.ListApiDestinations", `{"Limit":1}`},
		{"secretsmanager.ListSecrets", `{"MaxResults":2,"IncludePlannedDeletion":true}`},
		{"TrentService.ListKeys", `{"Limit":1}`},
		{"TrentService.ListAliases", `{}`},
	}
	for _, name := range []string{"a", "b", "c", "d"} {
		questions = append(questions, [2]string{"AWSEvents.DescribeConnection", `{"Name":"` + name + `"}`}, [2]string{"AWSEvents.DescribeApiDestination", `{"Name":"` + name + `"}`})
	}
	for _, key := range h.keys[max(0, len(h.keys)-3):] {
		questions = append(questions, [2]string{"TrentService.DescribeKey", `{"KeyId":"` + key + `"}`})
	}
	return questions
}

// TestEmulator_memory_always lets anything happen: what is given again is what would be worked out.
func TestEmulator_memory_always(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h := &history{asker: newAsker(t), Rand: rand.New(rand.NewPCG(seed, 0))}
			for range 60 {
				h.change(t)
				for _, q := range h.questions() {
					h.same(t, q[0], q[1])
				}
			}
		})
	}
}

// TestEmulator_memory_concurrently has callers change a connection while others look at it: nobody sees what was
// before what was answered, or seen, already.
func TestEmulator_memory_concurrently(t *testing.T) {
	t.Parallel()
	a := newAsker(t)
	a.must(t, "AWSEvents.CreateConnection", basic)
	var seen atomic.Int64
	raise := func(to int64) {
		for now := seen.Load(); now < to && !seen.CompareAndSwap(now, to); now = seen.Load() {
		}
	}
	var done atomic.Bool
	var callers sync.WaitGroup
	for range 3 {
		callers.Go(func() {
			for !done.Load() {
				least, described := seen.Load(), int64(0)
				_, answer, err := a.call(t, "AWSEvents.DescribeConnection", `{"Name":"basic"}`)
				if assert.NoError(t, err) && found(answer, "Description") != "" {
					_, err = fmt.Sscan(found(answer, "Description"), &described)
				}
				assert.NoError(t, err)
				assert.GreaterOrEqual(t, described, least)
				raise(described)
			}
		})
	}
	for n := range int64(200) {
		a.must(t, "AWSEvents.UpdateConnection", fmt.Sprintf(`{"Name":"basic","Description":"%d"}`, n+1))
		raise(n + 1)
	}
	done.Store(true)
	callers.Wait()
}
