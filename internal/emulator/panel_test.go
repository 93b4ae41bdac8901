package emulator_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A document is a snapshot as a test changes it.
type document struct {
	Format, Note, Taken string
	Version             int
	Secrets             bool
	Records             []store.Row
}

// filled starts an emulator that has a record in every table that outlasts it.
func filled(t *testing.T) server {
	s := start(t, emulator.Config{Settle: settle(t, "1h")})
	made := func(target, body string) (out struct {
		ConnectionArn string
		KeyMetadata   struct{ KeyId string }
	}) {
		status, answer, err := s.call(t, target, body)
		require.NoError(t, err)
		require.Equal(t, 200, status, answer)
		if answer != "" {
			require.NoError(t, json.Unmarshal([]byte(answer), &out))
		}
		return out
	}
	key := made("TrentService.CreateKey", `{}`).KeyMetadata.KeyId
	made("TrentService.CreateAlias", `{"AliasName":"alias/a","TargetKeyId":"`+key+`"}`)
	connection := made("AWSEvents.CreateConnection", oauth).ConnectionArn
	made(
		"AWSEvents.CreateApiDestination",
		`{"Name":"d","ConnectionArn":"`+connection+
			`","InvocationEndpoint":"https://example.com","HttpMethod":"POST"}`,
	)
	made("AWSEvents.CreateEventBus", `{"Name":"b"}`)
	made(
		"AWSEvents.PutRule", `{"Name":"r","EventBusName":"b","EventPattern":"{\"source\":[\"shop\"]}"}`,
	)
	made(
		"AWSEvents.PutTargets",
		`{"Rule":"r","EventBusName":"b","Targets":[{"Id":"1","Arn":"arn:aws:sqs:us-east-1:000000000000:q"}]}`,
	)
	status, answer := s.ask(t, "PUT", "connections/other/state", `{"state":"ACTIVE"}`)
	require.Equal(t, 200, status, answer)
	return s
}

// tablesOfAll are the tables that a snapshot of [filled] has.
var tablesOfAll = []string{
	"connections", "destinations", "destinations-by-connection", "due", "event-buses", "kms-aliases",
	"kms-aliases-by-key", "kms-keys", "rules", "scripts", "secrets", "secrets-by-creation", "targets",
}

// taken is a snapshot, as text and read.
func (s server) taken(t *testing.T) (text string, d document) {
	status, text := s.ask(t, "GET", "snapshot", "")
	require.Equal(t, 200, status, text)
	require.NoError(t, json.Unmarshal([]byte(text), &d))
	return text, d
}

// TestEmulator_tables restores a snapshot of every table.
func TestEmulator_tables(t *testing.T) {
	t.Parallel()
	s := filled(t)
	snapshot, before := s.taken(t)
	status, answer := s.ask(t, "PUT", "snapshot", snapshot)
	require.Equal(t, 200, status, answer)
	_, after := s.taken(t)
	assert.Equal(t, before.Records, after.Records)
	status, redacted := s.ask(t, "GET", "snapshot?redacted=1", "")
	assert.Equal(t, 200, status, redacted)
	assert.Equal(t, tablesOfAll, tablesIn(t, redacted))
}

func tablesIn(t *testing.T, snapshot string) (names []string) {
	var read document
	require.NoError(t, json.Unmarshal([]byte(snapshot), &read))
	for _, r := range read.Records {
		names = append(names, r.Table)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A snapshot with one record that is not what it should be is refused, and changes nothing.
func TestEmulator_tables_broken(t *testing.T) {
	t.Parallel()
	s := filled(t)
	_, good := s.taken(t)
	for _, table := range tablesOfAll {
		for name, change := range map[string]func(*store.Row){
			"an unknown member": func(r *store.Row) { r.Value = json.RawMessage(`{"Nonsense":1}`) },
			"another type":      func(r *store.Row) { r.Value = json.RawMessage(`[]`) },
			"another key":       func(r *store.Row) { r.Key = "!" + r.Key },
			"no place":          func(r *store.Row) { r.Account, r.Region = "7", "" },
		} {
			t.Run(table+" "+name, func(t *testing.T) {
				i := slices.IndexFunc(good.Records, func(r store.Row) bool { return r.Table == table })
				broken := good
				broken.Records = slices.Clone(good.Records)
				change(&broken.Records[i])
				answer := s.refuses(t, broken)
				assert.Contains(t, answer, broken.Records[i].Key+" in table "+table)
				_, after := s.taken(t)
				assert.Equal(t, good.Records, after.Records)
			})
		}
	}
}

// refuses returns the sentence with which a document is refused.
func (s server) refuses(t *testing.T, d document) string {
	t.Helper()
	status, answer := s.ask(t, "PUT", "snapshot", encoded(t, lower(d)))
	assert.Equal(t, 400, status, answer)
	var refusal struct{ Error string }
	require.NoError(t, json.Unmarshal([]byte(answer), &refusal))
	return refusal.Error
}

// lower is the document with its members as a snapshot spells them.
func lower(d document) map[string]any {
	return map[string]any{
		"format": d.Format, "note": d.Note, "taken": d.Taken, "version": d.Version, "secrets": d.Secrets, "records": d.Records,
	}
}

// A connection and its secret are both there or neither, and so is what is there to find it.
func TestEmulator_tables_apart(t *testing.T) {
	t.Parallel()
	s := filled(t)
	_, good := s.taken(t)
	without := func(table string) document {
		d := good
		d.Records = slices.DeleteFunc(
			slices.Clone(good.Records), func(r store.Row) bool { return r.Table == table },
		)
		return d
	}
	for table, want := range map[string]string{
		"secrets":             "oauth in table connections: the managed secret ",
		"connections":         " in table secrets: the connection that it belongs to is missing",
		"secrets-by-creation": " in table secrets: it is missing in table secrets-by-creation",
		"destinations": "/d in table destinations-by-connection: its " +
			"destination is missing",
		"destinations-by-connection": "d in table destinations: it is missing in table " +
			"destinations-by-connection",
		"kms-aliases":        "/alias/a in table kms-aliases-by-key: its alias is missing",
		"kms-aliases-by-key": "alias/a in table kms-aliases: it is missing in table kms-aliases-by-key",
	} {
		assert.Contains(t, s.refuses(t, without(table)), want)
	}
	_, after := s.taken(t)
	assert.Equal(t, good.Records, after.Records)
	status, answer := s.ask(t, "PUT", "snapshot", encoded(t, lower(without("kms-keys"))))
	assert.Equal(t, 200, status, answer)
}
