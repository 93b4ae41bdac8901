package emulator_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A role in a snapshot is held to the constraints of the model.
func TestEmulator_tables_role(t *testing.T) {
	t.Parallel()
	seed, err := emulator.ParseSeed([]byte(`{"operations":[{"service":"iam","operation":"CreateRole","input":{
		"RoleName":"Caller","Path":"/team/","MaxSessionDuration":7200,"Tags":[{"Key":"a","Value":"b"}],
		"PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess",
		"AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}"}}]}`))
	require.NoError(t, err)
	s := start(t, emulator.Config{Seed: seed})
	text, good := s.taken(t)
	status, answer := s.ask(t, "PUT", "snapshot", text)
	require.Equal(t, 200, status, answer)
	for _, c := range []struct{ member, value, broken, want string }{
		{"MaxSession", `7200`, `-1`, "Value '-1' at 'role.maxSessionDuration' failed to satisfy " +
			"constraint: " +
			"Member must have value greater than or equal to 3600"},
		{"Tags", `[{"Key":"a","Value":"b"}]`, `[{}]`, "Value '' at 'role.tags.1.member.key' failed to " +
			"satisfy constraint: " +
			"Member must have length greater than or equal to 1"},
	} {
		t.Run(c.member, func(t *testing.T) {
			broken := good
			broken.Records = slices.Clone(good.Records)
			i := slices.IndexFunc(broken.Records, func(r store.Row) bool { return r.Table == "iam-roles" })
			from, to := []byte(`"`+c.member+`":`+c.value), []byte(`"`+c.member+`":`+c.broken)
			require.Contains(t, string(broken.Records[i].Value), string(from))
			broken.Records[i].Value = json.RawMessage(bytes.Replace(broken.Records[i].Value, from, to, 1))
			assert.Contains(t, s.refuses(t, broken), c.want)
		})
	}
}
