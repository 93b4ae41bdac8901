package delivery_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func status(statuses ...int) func(invocation.Message) (*outbound.Answer, error) {
	return func(invocation.Message) (*outbound.Answer, error) {
		next := statuses[0]
		if len(statuses) > 1 {
			statuses = statuses[1:]
		}
		return &outbound.Answer{Status: next}, nil
	}
}

func failing(kind outbound.Kind) func(invocation.Message) (*outbound.Answer, error) {
	return func(invocation.Message) (*outbound.Answer, error) {
		return nil, &outbound.Error{Kind: kind, Err: errors.New("so it is")}
	}
}

func (w *world) Send(ctx context.Context, m invocation.Message) (*outbound.Answer, error) {
	host, _, _ := strings.Cut(strings.TrimPrefix(m.URL, "https://"), "/")
	w.begin(host, m)
	defer w.end(host)
	select {
	case <-time.After(w.takes):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if !w.Leads(m.URL) {
		return nil, outbound.ErrNoRoute
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.answer(m)
}

func (w *world) begin(host string, m invocation.Message) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, made{time.Now(), m})
	for _, of := range []string{"", host} {
		w.now[of]++
		w.most[of] = max(w.most[of], w.now[of])
	}
}

func (w *world) end(host string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now[""]--
	w.now[host]--
}

func (w *world) Leads(url string) bool {
	return w.unrouted == "" || !strings.HasPrefix(url, w.unrouted)
}

// Answer strikes nothing.
func (w *world) Answer(
	context.Context, string, string, awsapi.Caller,
) (*outbound.Answer, string, error) {
	return nil, "", nil
}

// ruled is a world's rule.
type ruled struct{ *world }

func (w ruled) Matching(*transaction.Tx, string, awsapi.Event) iter.Seq2[*events.Rule, error] {
	return func(yield func(*events.Rule, error) bool) {
		if len(w.targets) > 0 {
			yield(&events.Rule{Name: new("orders"), Arn: new(w.ARN(nil, "", ""))}, nil)
		}
	}
}

func (w ruled) ARN(*transaction.Tx, string, string) string {
	return "arn:aws:events:eu-west-1:111122223333:rule/orders"
}

func (w ruled) Targets(*transaction.Tx, string, string) ([]events.Target, error) {
	return w.targets, nil
}

// destined are a world's API destinations.
type destined struct{ *world }

func (w destined) ARN(_ *transaction.Tx, name string) (string, error) { return arn(name), nil }

func (w destined) Destination(_ *transaction.Tx, arn string) (*delivery.Destination, error) {
	return w.destinations[arn], nil
}

// connected is a world's connection.
type connected struct{ *world }

func (w connected) Credentials(_ *transaction.Tx, arn string) (delivery.Credentials, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.connection, arn == w.connection.ARN && !w.unusable, nil
}

func (w connected) Authorizing(tx *transaction.Tx, arn string) (delivery.Credentials, bool, error) {
	return w.Credentials(tx, arn)
}

func (w connected) Authorize(_ *transaction.Tx, _ string, version int, reason string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.authorized, w.reason = append(w.authorized, version), reason
	return nil
}

func (w connected) Deauthorize(_ *transaction.Tx, _, reason string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unusable, w.reason = true, reason
	return nil
}
