package concurrency_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/eventbridge-connections/emulator/emulatortest"
	"github.com/eventbridge-connections/emulator/test/caller"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// life is one connection beside what is documented and recorded of it: its state, reason, times and
// secret. Where the emulator derives a state from a timeline, this one goes from state to state as
// time passes.
type life struct {
	client caller.Client
	lasts  map[string]time.Duration // how long a state does
	now    time.Time                // of a clock that is held

	there         bool
	state, reason string
	ends          time.Time // of a state that passes
	kind          string    // its authorization type
	user          string
	password      string
	hasSecret     bool   // and parameters to merge with
	losing        bool   // it had a secret, which goes with the state
	secret        string // the ARN of the last one

	created, modified, authorized time.Time
}

const deauthorizedReason = "The authorization parameters were removed from this connection by a " +
	"DeauthorizeConnection operation."

// TestLife lets rapid look for commands and moments after which a connection is other than it
// should be.
func TestLife(t *testing.T) {
	t.Parallel()
	for range soak.Rounds(t, 1) {
		rapid.Check(t, live)
	}
}

func live(r *rapid.T) {
	l := &life{
		lasts: map[string]time.Duration{}, now: time.Date(2030, time.January, 1, 0, 0, 0, 0, time.UTC),
	}
	settle := ""
	for _, state := range []string{"AUTHORIZING", "DEAUTHORIZING", "DELETING"} {
		seconds := rapid.IntRange(0, 3).Draw(r, state)
		l.lasts[state] = time.Duration(seconds) * time.Second
		settle += fmt.Sprintf(",%s=%ds", state, seconds)
	}
	srv, err := emulatortest.New(emulatortest.WithSettle("0s" + settle))
	require.NoError(r, err)
	defer srv.Close()
	l.client = caller.Client{URL: "http://emulator.localhost", HTTP: caller.Handler{Handler: srv}}
	l.control(r, `{"hold":true,"set":"2030-01-01T00:00:00Z"}`)
	r.Repeat(map[string]func(*rapid.T){
		"create":      l.create,
		"update":      l.update,
		"describe it": l.rename,
		"deauthorize": l.deauthorize,
		"delete":      l.delete,
		"wait":        l.wait,
		"":            l.check,
	})
}

func (l *life) control(r *rapid.T, change string) {
	_, err := l.client.Control("POST", "clock", []byte(change))
	require.NoError(r, err)
}

// wait lets time pass, second by second.
func (l *life) wait(r *rapid.T) {
	seconds := rapid.IntRange(1, 4).Draw(r, "seconds")
	l.control(r, fmt.Sprintf(`{"advance":"%ds"}`, seconds))
	for range seconds {
		l.now = l.now.Add(time.Second)
		l.settle()
	}
}

// enter begins a state that passes; one that lasts no time has passed.
func (l *life) enter(state, reason string) {
	l.state, l.reason, l.ends = state, reason, l.now.Add(l.lasts[state])
	l.settle()
}

func (l *life) settle() {
	if l.now.Before(l.ends) {
		return
	}
	switch l.state {
	case "AUTHORIZING":
		l.state, l.authorized, l.modified = "AUTHORIZED", l.now, l.now
	case "DEAUTHORIZING":
		l.state, l.reason, l.modified, l.losing = "DEAUTHORIZED", deauthorizedReason, l.now, false
	case "DELETING":
		l.there, l.hasSecret, l.state = false, false, ""
	}
}

// answer is what a command is answered with.
type answer struct {
	ConnectionState                                    string
	CreationTime, LastModifiedTime, LastAuthorizedTime float64
}

// command makes the call and compares its answer.
func (l *life) command(r *rapid.T, operation string, in document, code string, want answer) {
	var got answer
	in["Name"] = "orders"
	answered, err := l.client.Call("AWSEvents."+operation, in, &got)
	require.NoError(r, err)
	require.Equal(r, code, answered, "%s in state %s", operation, l.state)
	if code == "" {
		require.Equal(r, want, got, "%s in state %s", operation, l.state)
	}
}

func (l *life) create(r *rapid.T) {
	kind := rapid.SampledFrom([]string{"BASIC", "OAUTH_CLIENT_CREDENTIALS"}).Draw(r, "type")
	in := document{"AuthorizationType": kind, "AuthParameters": l.parameters(r, kind, true)}
	if l.there {
		l.command(r, "CreateConnection", in, "ResourceAlreadyExistsException", answer{})
		return
	}
	l.command(
		r, "CreateConnection", in, "",
		answer{
			ConnectionState: begins[kind], CreationTime: seconds(l.now), LastModifiedTime: seconds(l.now),
		},
	)
	l.there, l.created, l.modified, l.authorized, l.hasSecret = true, l.now, l.now, time.Unix(0, 0), true
	l.authorize(kind, in)
}

// begins is the state that parameters of a type lead to at first.
var begins = map[string]string{"BASIC": "AUTHORIZED", "OAUTH_CLIENT_CREDENTIALS": "AUTHORIZING"}

func (l *life) authorize(kind string, in document) {
	l.take(kind, in["AuthParameters"].(document))
	l.kind, l.hasSecret, l.reason = kind, true, ""
	if begins[kind] == "AUTHORIZED" {
		l.state, l.authorized = "AUTHORIZED", l.now
		return
	}
	l.enter("AUTHORIZING", "")
}

// obstacle is the code of the error with which a state answers a command, if it does.
func (l *life) obstacle(refusing ...string) string {
	if !l.there {
		return "ResourceNotFoundException"
	}
	for _, state := range refusing {
		if l.state == state {
			return "ConcurrentModificationException"
		}
	}
	return ""
}

func (l *life) update(r *rapid.T) {
	kind := rapid.SampledFrom([]string{"BASIC", "OAUTH_CLIENT_CREDENTIALS"}).Draw(r, "type")
	whole := rapid.Bool().Draw(r, "whole")
	in := document{"AuthorizationType": kind, "AuthParameters": l.parameters(r, kind, whole)}
	code := l.obstacle("DEAUTHORIZING", "DELETING")
	if code == "" && !whole && (!l.hasSecret || kind != l.kind) {
		code = "ValidationException"
	}
	before, authorized := l.modified, l.authorized
	if code == "" {
		l.modified = l.now
		l.authorize(kind, in)
	}
	if code == "" && kind == "BASIC" {
		authorized = l.now
	}
	if code == "" && kind != "BASIC" && l.lasts["AUTHORIZING"] == 0 {
		authorized = l.now // the state of the answer is over as it is answered
	}
	l.command(r, "UpdateConnection", in, code, l.answers(begins[kind], before, authorized))
}

// rename changes the description alone.
func (l *life) rename(r *rapid.T) {
	code := l.obstacle("DEAUTHORIZING", "DELETING")
	l.command(
		r, "UpdateConnection", document{"Description": "d"}, code,
		l.answers(l.state, l.now, l.authorized),
	)
	if code == "" {
		l.modified = l.now
	}
}

func (l *life) deauthorize(r *rapid.T) {
	code := l.obstacle("DELETING")
	l.command(
		r, "DeauthorizeConnection", document{}, code,
		l.answers("DEAUTHORIZING", l.modified, l.authorized),
	)
	if code != "" || l.state == "DEAUTHORIZING" {
		return
	}
	l.modified, l.user, l.password, l.losing, l.hasSecret = l.now, "", "", l.hasSecret, false
	l.enter("DEAUTHORIZING", "")
}

func (l *life) delete(r *rapid.T) {
	code := l.obstacle("DEAUTHORIZING")
	l.command(r, "DeleteConnection", document{}, code, l.answers("DELETING", l.modified, l.authorized))
	if code != "" || l.state == "DELETING" {
		return
	}
	l.modified = l.now
	l.enter("DELETING", l.reason)
}

func (l *life) answers(state string, modified, authorized time.Time) answer {
	return answer{state, seconds(l.created), seconds(modified), seconds(authorized)}
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }
