package control_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
)

func TestParseFaults(t *testing.T) {
	t.Parallel()
	t.Run("reads one", func(t *testing.T) {
		t.Parallel()
		got, err := control.ParseFaults(
			[]byte(
				`{"operation":"Put*","nth":3,"error":{"code":"ThrottlingException","status":429},"delay":"250ms"}`,
			),
		)
		require.NoError(t, err)
		assert.Equal(
			t,
			[]control.Fault{
				{
					Operation: "Put*", Nth: 3,
					Error: &control.FaultError{Code: "ThrottlingException", Status: 429},
					Delay: control.Duration(250 * time.Millisecond),
				},
			},
			got,
		)
	})
	t.Run("reads what it writes", func(t *testing.T) {
		t.Parallel()
		faults := []control.Fault{
			{ID: "slow", Service: "things", Resource: "a", Delay: control.Duration(time.Second)},
			{Times: 2, Probability: 0.5, Seed: 7, Drop: true},
			{Cut: true},
		}
		data, err := json.Marshal(faults)
		require.NoError(t, err)
		assert.Equal(
			t,
			`[{"id":"slow","service":"things","resource":"a","delay":1},{"times":2,"probability":0.5,"seed":7,"drop":true},{"cut":true}]`,
			string(data),
		)
		got, err := control.ParseFaults(data)
		require.NoError(t, err)
		assert.Equal(t, faults, got)
	})
	const members = "; the members are id, service, operation, resource, nth, times, probability, " +
		"seed, error (with code, message, status), delay, drop, cut"
	for data, want := range map[string]string{
		`{"oops":1}`:              `there is no member "oops"` + members,
		`{"error":{"kode":"X"}}`:  `there is no member "kode"` + members,
		`{"delay":"soon"}`:        `"soon" is no duration such as 250ms or 10s` + members,
		`{"delay":-3}`:            `"-3s" is no duration such as 250ms or 10s` + members,
		`{"times":"2"}`:           `member "times" has the wrong type: it holds a JSON string` + members,
		`{"drop":true} {}`:        `there is more than one JSON value` + members,
		``:                        `there is no JSON` + members,
		`[{"drop":true},{"a":1}]`: `fault 2 of the list: there is no member "a"` + members,
	} {
		t.Run("refuses "+data, func(t *testing.T) {
			t.Parallel()
			_, err := control.ParseFaults([]byte(data))
			assert.EqualError(t, err, want)
		})
	}
}

func TestFaults_Add(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]control.Fault{
		"the fault does nothing: give it an error, a delay, " +
			"drop or cut": {},
		"the fault does too much: give it one of error, " +
			"drop and cut": {Drop: true, Cut: true},
		"resource: it is longer " +
			"than 512 bytes": {Drop: true, Resource: strings.Repeat("*", 513)},
		"delay: must not " +
			"be negative": {Delay: -1},
		"error: give it a code such as " +
			"ThrottlingException": {Error: new(control.FaultError)},
		"error: status 200 is none of an error: give one " +
			"from 400 to 599": {Error: &control.FaultError{Code: "X", Status: 200}},
		"nth and times: must not " +
			"be negative": {Drop: true, Nth: -1},
		"probability: must be " +
			"from 0 to 1": {Drop: true, Probability: 2, Seed: 1},
		"probability: give a seed too, such as 1, so that the same calls " +
			"fail each time": {Drop: true, Probability: 0.5},
		"seed: give a " +
			"probability too": {Drop: true, Seed: 1},
		`id: "a/b" cannot stand in a path: take letters, digits, - and _`: {Drop: true, ID: "a/b"},
		`id: ".." cannot stand in a path: take letters, digits, - and _`:  {Drop: true, ID: ".."},
		"id: there is a fault " +
			"taken already": {Drop: true, ID: "taken"},
		"no call can hit the fault: there is no service thing, the " +
			"services are things": {Drop: true, Service: "thing"},
		"no call can hit the fault: there is no operation putThing, the operations are " +
			"PutThing, GetThing": {Drop: true, Operation: "putThing"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			faults, err := control.NewFaults(
				t.Context(), []*awsapi.Service{things()}, []control.Fault{{ID: "taken", Cut: true}},
			)
			require.NoError(t, err)
			_, err = faults.Add(f)
			assert.EqualError(t, err, want)
			_, err = faults.Add(control.Fault{Drop: true}, f)
			assert.EqualError(t, err, "fault 2 of the list: "+want)
			assert.Len(t, faults.All(), 1, "all or none are added")
		})
	}
}
