package emulator_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// canary is a password that must be seen nowhere but in what a client is answered.
const canary = "canary-5d2b7a91e4"

// model is an API model, as far as the canary needs it.
type model struct {
	Metadata   struct{ TargetPrefix string }
	Operations map[string]struct{ Input struct{ Shape string } }
	Shapes     map[string]modelShape
}

type modelShape struct {
	Type      string
	Sensitive bool
	Enum      []string
	Members   map[string]struct{ Shape string }
	Member    struct{ Shape string } // of a list
	Value     struct{ Shape string } // of a map
}

// bodies are requests with the canary in every place that may hold a secret:
// as it should be, in values of the wrong type, and where structures belong.
func (m *model) bodies(t *testing.T, input string) (bodies []string) {
	whole, _ := m.fill(input, 0, canary).(map[string]any)
	wrong, _ := m.fill(input, 0, map[string]any{"x": []any{canary}}).(map[string]any)
	bodies = append(bodies, encoded(t, whole), encoded(t, wrong))
	for _, name := range slices.Sorted(maps.Keys(whole)) {
		if s := m.Shapes[m.Shapes[input].Members[name].Shape]; s.Type == "structure" || s.Type == "list" {
			bodies = append(bodies, encoded(t, map[string]any{name: canary}))
		}
	}
	return append(bodies, `{"Unknown":"`+canary+`"}`, `{"Name":"`+canary)
}

func encoded(t *testing.T, value any) string {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

// fill makes a value of the shape with the secret in all its sensitive places, or nil.
func (m *model) fill(name string, depth int, secret any) any {
	s := m.Shapes[name]
	if s.Sensitive {
		if s.Type == "blob" && secret == canary {
			return base64.StdEncoding.EncodeToString([]byte(canary))
		}
		return secret
	}
	if depth > 8 {
		return nil
	}
	switch s.Type {
	case "structure":
		return m.fillStructure(s, depth, secret)
	case "list":
		if e := m.fill(s.Member.Shape, depth+1, secret); e != nil {
			return []any{e}
		}
	case "map":
		if e := m.fill(s.Value.Shape, depth+1, secret); e != nil {
			return map[string]any{"key": e}
		}
	case "string":
		return append(s.Enum, "name")[0]
	}
	return nil
}

func (m *model) fillStructure(s modelShape, depth int, secret any) any {
	out := map[string]any{}
	for name, member := range s.Members {
		if v := m.fill(member.Shape, depth+1, secret); v != nil {
			out[name] = v
		}
	}
	return out
}

func readModels(t *testing.T) (models []*model) {
	paths, err := filepath.Glob("../model/*/model.json")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		m := new(model)
		require.NoError(t, json.Unmarshal(data, m))
		models = append(models, m)
	}
	return models
}

// log takes what is logged, from many goroutines.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// connectionWithCanary has the canary wherever the kind of authorization has a secret.
func connectionWithCanary(kind string) string {
	http := `{"HeaderParameters":[{"Key":"h","Value":"` + canary +
		`","IsValueSecret":true},{"Key":"p","Value":"` + canary + `"}],` +
		`"QueryStringParameters":[{"Key":"q","Value":"` + canary +
		`","IsValueSecret":true}],"BodyParameters":[{"Key":"b","Value":"` + canary +
		`","IsValueSecret":true}]}`
	of := map[string]string{
		"BASIC":   `"BasicAuthParameters":{"Username":"u","Password":"` + canary + `"}`,
		"API_KEY": `"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"` + canary + `"}`,
		"OAUTH_CLIENT_CREDENTIALS": `"OAuthParameters":{"ClientParameters":{"ClientID":"c","ClientSecret":"` + canary + `"},` +
			`"AuthorizationEndpoint":"https://example.com/token","HttpMethod":"POST","OAuthHttpParameters":` + http + `}`,
	}
	return `"AuthorizationType":"` + kind + `","AuthParameters":{` + of[kind] +
		`,"InvocationHttpParameters":` + http + `}}`
}

// TestEmulator_secrets sends one password through everything and looks for it in all that the
// emulator shows and logs.
func TestEmulator_secrets(t *testing.T) {
	t.Parallel()
	logged := new(log)
	e, err := emulator.New(
		emulator.Config{
			Ephemeral: true, History: 100_000,
			Log: slog.New(slog.NewTextHandler(logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
		},
	)
	require.NoError(t, err)
	s := serve(t, e)
	sent := 0
	send := func(target, body string) string {
		sent++
		_, answer, _ := s.call(t, target, body) // an error is a fault's
		return answer
	}
	life := func() {
		for _, kind := range []string{"BASIC", "API_KEY", "OAUTH_CLIENT_CREDENTIALS"} {
			send("AWSEvents.CreateConnection", `{"Name":"`+kind+`",`+connectionWithCanary(kind))
			send("AWSEvents.UpdateConnection", `{"Name":"`+kind+`",`+connectionWithCanary(kind))
			send("AWSEvents.DescribeConnection", `{"Name":"`+kind+`"}`)
		}
		send("AWSEvents.ListConnections", `{}`)
	}
	life()
	answer := send("AWSEvents.DescribeConnection", `{"Name":"BASIC"}`)
	var described struct{ SecretArn string }
	require.NoError(t, json.Unmarshal([]byte(answer), &described))
	require.Contains(
		t, send("secretsmanager.GetSecretValue", `{"SecretId":"`+described.SecretArn+`"}`), canary,
		"the canary sings where it may",
	)
	for _, m := range readModels(t) {
		for _, operation := range slices.Sorted(maps.Keys(m.Operations)) {
			for _, body := range m.bodies(t, m.Operations[operation].Input.Shape) {
				send(m.Metadata.TargetPrefix+"."+operation, body)
				send(strings.ToLower(m.Metadata.TargetPrefix)+"."+operation, body)
			}
		}
	}
	for _, fault := range []string{
		`"drop":true`, `"cut":true`, `"delay":"1ms"`, `"error":{"code":"InternalException","status":500}`,
	} {
		status, body := s.ask(t, "POST", "faults", `{`+fault+`}`)
		require.Equal(t, 201, status, body)
		life()
		s.ask(t, "DELETE", "faults", "")
	}
	shown := map[string]string{}
	for _, path := range []string{
		"calls", "calls?outcome=error", "faults", "health", "clock", "snapshot?redacted=1",
	} {
		_, shown[path] = s.ask(t, "GET", path, "")
	}
	shown["events"] = s.told(t, sent)
	require.NoError(t, e.Close())
	life() // the data is closed: internal errors
	shown["log"] = logged.String()

	for name, text := range shown {
		require.NotEmpty(t, text, name)
		assert.NotContains(t, text, canary, name)
		assert.NotContains(t, text, base64.StdEncoding.EncodeToString([]byte(canary)), name)
	}
	assert.Contains(t, shown["log"], "internal error")
	var history struct{ Calls []control.Call }
	require.NoError(t, json.Unmarshal([]byte(shown["calls"]), &history))
	assert.Len(t, history.Calls, sent-3*3-1, "all calls but those after the end")
}

// told is what a listener from the first call on is told, up to the last.
func (s server) told(t *testing.T, calls int) string {
	listening := s.listen(t, "?after=0")
	var all strings.Builder
	for n := 0; n < calls; {
		event := listening.next()
		require.NotEmpty(t, event)
		all.WriteString(event)
		if strings.HasPrefix(event, "event: call") {
			n++
		}
	}
	return all.String()
}
