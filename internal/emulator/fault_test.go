package emulator_test

import (
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func TestEmulator_faults(t *testing.T) {
	t.Parallel()
	t.Run("are answered as each protocol answers errors", func(t *testing.T) {
		t.Parallel()
		s := start(
			t,
			emulator.Config{
				Faults: []control.Fault{
					{Error: &control.FaultError{Code: "LimitExceededException", Message: "No more.", Status: 429}},
				},
			},
		)
		status, body, err := s.call(t, "AWSEvents.ListConnections", `{}`)
		require.NoError(t, err)
		assert.Equal(t, 429, status)
		assert.Equal(t, `{"__type":"LimitExceededException","message":"No more."}`, body)
		status, body, err = s.query(t, "Action=GetCallerIdentity&Version=2011-06-15")
		require.NoError(t, err)
		assert.Equal(t, 429, status)
		assert.Regexp(t, `<Code>LimitExceededException</Code>\s*<Message>No more.</Message>`, body)
	})
	t.Run("drop connections, whatever the protocol", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Faults: []control.Fault{{Drop: true}}})
		_, _, err := s.call(t, "AWSEvents.CreateConnection", basic)
		require.ErrorIs(t, err, io.EOF)
		_, _, err = s.query(t, "Action=GetCallerIdentity&Version=2011-06-15")
		require.ErrorIs(t, err, io.EOF)
		s.ask(t, "DELETE", "faults", "")
		_, body, err := s.call(t, "AWSEvents.ListConnections", `{}`)
		require.NoError(t, err)
		assert.Equal(t, `{"Connections":[]}`, body, "nothing was done")
	})
	t.Run("cut answers, whatever the protocol", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Faults: []control.Fault{{ID: "half", Cut: true}}})
		status, body, err := s.call(t, "AWSEvents.CreateConnection", basic)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.Equal(t, 200, status)
		assert.Regexp(
			t, `^\{"ConnectionArn":"arn:aws:events:us-east-1:000000000000:connection/basic/`, body,
		)
		_, _, err = s.query(t, "Action=GetCallerIdentity&Version=2011-06-15")
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		_, calls := s.ask(t, "GET", "calls?outcome=cut", "")
		assert.Regexp(
			t, `"operation":"CreateConnection",.*"outcome":"cut","status":200,"fault":"half"`, calls,
		)
		s.ask(t, "DELETE", "faults", "")
		status, _, err = s.call(t, "AWSEvents.DescribeConnection", `{"Name":"basic"}`)
		require.NoError(t, err)
		assert.Equal(t, 200, status, "it was done")
	})
}

func TestEmulator_faults_life(t *testing.T) {
	t.Parallel()
	t.Run("come back with a reset", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Faults: []control.Fault{{Times: 1, Drop: true}}})
		for range 2 {
			_, _, err := s.call(t, "AWSEvents.ListConnections", `{}`)
			require.ErrorIs(t, err, io.EOF)
			s.must(t, "AWSEvents.ListConnections", `{}`)
			s.ask(t, "POST", "faults", `{"drop":true}`)
			s.ask(t, "POST", "reset", "")
			_, body := s.ask(t, "GET", "calls", "")
			assert.Equal(t, `{"calls":[],"count":0}`+"\n", body)
		}
	})
	t.Run("do not keep a delay when the emulator stops", func(t *testing.T) {
		t.Parallel()
		e, err := emulator.New(
			emulator.Config{
				Ephemeral: true, Faults: []control.Fault{{Delay: control.Duration(time.Hour)}},
				Log: slog.New(slog.DiscardHandler),
			},
		)
		require.NoError(t, err)
		s := serve(t, e)
		failed := make(chan error)
		go func() {
			_, _, err := s.call(t, "AWSEvents.ListConnections", `{}`)
			failed <- err
		}()
		for struck := ""; !strings.Contains(struck, `"hits":1`); { // the call is under way
			_, struck = s.ask(t, "GET", "faults", "")
		}
		e.Drain()
		require.ErrorIs(t, <-failed, io.EOF)
	})
	t.Run("are refused at the start where no call can hit them", func(t *testing.T) {
		t.Parallel()
		_, err := emulator.New(
			emulator.Config{Ephemeral: true, Faults: []control.Fault{{Service: "s3", Drop: true}}},
		)
		require.ErrorIs(t, err, emulator.ErrFaults)
		assert.Regexp(
			t, `^faults: no call can hit the fault: there is no service s3, the services are events, `,
			err.Error(),
		)
	})
}
