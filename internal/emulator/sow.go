package emulator

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// sow applies a seed beside what is stored. Its operations are calls that the history notes, and no
// fault strikes them. Other calls wait meanwhile. It returns their answers without secrets.
func (e *Emulator) sow(ctx context.Context, doc []byte) ([]json.RawMessage, error) {
	s, err := ParseSeed(doc)
	if err != nil {
		return nil, err
	}
	if s.snapshot != nil {
		return nil, errors.New(
			"a snapshot takes the place of all that is stored: PUT it to /_emulator/snapshot",
		)
	}
	if err := e.check(s); err != nil {
		return nil, err
	}
	answers := []json.RawMessage{}
	err = e.alone(func() error {
		for i, o := range s.Operations {
			out, err := e.run(ctx, o, awsapi.Invoke, e.history.Intercept)
			if err != nil {
				return o.failed(i, err)
			}
			answers = append(answers, answerOf(out))
		}
		return e.script(ctx, s.States)
	})
	return answers, err
}

// answerOf is an output without secrets; the empty object where an operation answers nothing.
func answerOf(out *awsapi.Output) json.RawMessage {
	if out == nil {
		return json.RawMessage("{}")
	}
	return out.Redacted()
}

// reveal returns the ARN and the value of the managed secret of the caller's connection. In the
// history it is a call of GetSecretValue.
func (e *Emulator) reveal(
	ctx context.Context, c awsapi.Caller, name, userAgent string,
) (arn string, value awsapi.Secret, err error) {
	ctx = awsapi.WithCaller(ctx, c)
	found, err := e.connections.DescribeConnection(ctx, &events.DescribeConnectionRequest{Name: &name})
	if err != nil {
		return "", value, err
	}
	arn = awsapi.ValueOf(found.SecretArn)
	look := func(ctx context.Context, _ *awsapi.Call) (_ *awsapi.Output, err error) {
		value, err = e.connections.Secret(ctx, name)
		return nil, err
	}
	_, err = awsapi.Chain(look, e.history.Intercept)(ctx, &awsapi.Call{
		ID:        awsapi.NewUUID(),
		Caller:    c,
		UserAgent: userAgent,
		Target:    "GetSecretValue",
		Service:   e.service("secretsmanager"),
		Operation: e.operation("secretsmanager", "GetSecretValue"),
		Input:     awsapi.Document{"SecretId": arn},
	})
	return arn, value, err
}
