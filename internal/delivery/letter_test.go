package delivery_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// The attributes are RECORDED, but for the text of a status.
func TestService_deadLetter(t *testing.T) {
	t.Parallel()
	const rule = "arn:aws:events:eu-west-1:111122223333:rule/orders"
	once := &events.RetryPolicy{MaximumRetryAttempts: new(1)}
	bubble(t, "of a target that does not answer in time", func(w *world) {
		w.destination("a", 0).RetryPolicy = once
		w.answer = failing(outbound.TimedOut)
		assert.Equal(w.t, map[string]string{
			"RULE_ARN": rule, "TARGET_ARN": arn("a"), "ERROR_CODE": "UNKNOWN",
			"ERROR_MESSAGE": "Unable to invoke ApiDestination endpoint: Timeout calling " +
				"endpoint for API Destination: socket closed.",
			"RETRY_ATTEMPTS":            "1",
			"EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
		}, w.died().DeadLetter.Attributes)
	})
	for _, kind := range []outbound.Kind{outbound.Unreachable, outbound.Untrusted, outbound.Cut} {
		bubble(t, "of a target that it "+string(kind)+" with", func(w *world) {
			w.destination("a", 0).RetryPolicy = once
			w.answer = failing(kind)
			assert.Equal(w.t, map[string]string{
				"RULE_ARN": rule, "TARGET_ARN": arn("a"), "ERROR_CODE": "SDK_CLIENT_ERROR",
				"ERROR_MESSAGE": "Unable to invoke ApiDestination endpoint: API destination " +
					"endpoint cannot be reached.",
				"RETRY_ATTEMPTS":            "1",
				"EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
			}, w.died().DeadLetter.Attributes)
		})
	}
	bubble(t, "of a refusal", func(w *world) {
		w.destination("a", 0)
		w.answer = status(404)
		assert.Equal(w.t, map[string]string{
			"RULE_ARN": rule, "TARGET_ARN": arn("a"), "ERROR_CODE": "ERROR_FROM_TARGET",
			"ERROR_MESSAGE": "Unable to invoke ApiDestination endpoint: The endpoint answered with " +
				"status 404.",
		}, w.died().DeadLetter.Attributes)
	})
	bubble(t, "of an input that is not JSON", func(w *world) {
		target := w.destination("a", 0)
		target.RetryPolicy = once
		target.InputTransformer = &events.InputTransformer{
			InputPathsMap: map[string]string{"detail": "$.detail"}, InputTemplate: new(`{"text":"<detail>"}`),
		}
		died := w.died()
		assert.Equal(w.t, map[string]string{
			"RULE_ARN": rule, "TARGET_ARN": arn("a"), "ERROR_CODE": "INVALID_JSON", "ERROR_MESSAGE": "Invalid input for target.",
		}, died.DeadLetter.Attributes)
		assert.Equal(w.t, `{"text":"{"id":1}"}`, died.Input)
		assert.Empty(w.t, w.calls)
	})
}

// died is the one delivery that is put, and an hour later a dead letter.
func (w *world) died() delivery.Delivery {
	w.put(1)
	defer w.run()()
	<-time.After(time.Hour)
	require.Equal(w.t, delivery.Dead, w.one().Outcome)
	return w.one()
}

func TestService_deadLetter_queue(t *testing.T) {
	t.Parallel()
	const queue = "arn:aws:sqs:eu-west-1:111122223333:dead"
	bubble(t, "takes it where a route leads there", func(w *world) {
		w.destination("a", 0).DeadLetterConfig = &events.DeadLetterConfig{Arn: new(queue)}
		w.answer = status(404, 200)
		died := w.died()
		assert.Equal(
			w.t, "Unable to invoke ApiDestination endpoint: The endpoint answered with status 404.",
			died.Reason,
		)
		require.Len(w.t, w.calls, 2)
		sent := w.calls[1].message
		assert.Equal(w.t, "https://sqs.eu-west-1.amazonaws.com/", sent.URL)
		var body struct {
			QueueUrl, MessageBody string
			MessageAttributes     map[string]struct{ DataType, StringValue string }
		}
		require.NoError(w.t, json.Unmarshal([]byte(sent.Body), &body))
		assert.Equal(w.t, "https://sqs.eu-west-1.amazonaws.com/111122223333/dead", body.QueueUrl)
		assert.Equal(w.t, died.Input, body.MessageBody)
		require.Len(w.t, body.MessageAttributes, 4)
		for name, value := range died.DeadLetter.Attributes {
			assert.Equal(w.t, "String", body.MessageAttributes[name].DataType)
			assert.Equal(w.t, value, body.MessageAttributes[name].StringValue)
		}
	})
	bubble(t, "that does not take it loses nothing", func(w *world) {
		w.destination("a", 0).DeadLetterConfig = &events.DeadLetterConfig{Arn: new(queue)}
		w.answer = status(404, 403)
		died := w.died()
		assert.Equal(
			w.t,
			"Unable to invoke ApiDestination endpoint: The endpoint answered with status 404.; the queue "+
				"did not take the dead letter",
			died.Reason,
		)
		assert.Equal(w.t, queue, died.DeadLetter.Queue)
	})
	bubble(t, "gets it after a restart", func(w *world) {
		w.destination("a", 0).DeadLetterConfig = &events.DeadLetterConfig{Arn: new(queue)}
		w.answer = status(404, 200)
		w.takes = time.Second
		w.put(1)
		end := w.run()
		<-time.After(1500 * time.Millisecond)
		end()
		assert.Equal(w.t, delivery.Waiting, w.one().Outcome)
		w.restart()
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Dead, w.one().Outcome)
		assert.Len(w.t, w.calls, 3)
	})
}
