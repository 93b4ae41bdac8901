package delivery

import (
	"errors"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

// Publish puts an event on the named event bus of the transaction's caller: every target of every
// rule that the event is for gets a delivery. What is to be done with them is stored in the same
// transaction. An event bus that does not exist has no rules.
func (s *Service) Publish(tx *transaction.Tx, bus string, e awsapi.Event) error {
	matched := false
	for rule, err := range s.Rules.Matching(tx, bus, e) {
		if err != nil {
			return err
		}
		matched = true
		if err := s.publishTo(tx, bus, rule, e); err != nil {
			return err
		}
	}
	// of what AWS says itself, nobody expects a rule
	if !matched && !strings.HasPrefix(e.Source, "aws.") {
		s.end(tx, newDelivery(tx, bus, e), Unmatched, "")
	}
	return nil
}

func newDelivery(tx *transaction.Tx, bus string, e awsapi.Event) *Delivery {
	return &Delivery{
		ID: awsapi.NewUUID(), Event: e.ID, Source: e.Source, DetailType: e.DetailType, Bus: bus,
		Account: tx.Caller.Account, Region: tx.Caller.Region, Time: tx.Now(), Outcome: Waiting,
	}
}

// publishTo makes the deliveries to the targets of a rule.
func (s *Service) publishTo(
	tx *transaction.Tx, bus string, rule *events.Rule, e awsapi.Event,
) error {
	targets, err := s.Rules.Targets(tx, bus, *rule.Name)
	if err != nil {
		return err
	}
	for i := range targets {
		t := &targets[i]
		d := newDelivery(tx, bus, e)
		d.Rule, d.RuleARN, d.Target, d.TargetARN = *rule.Name, *rule.Arn, *t.Id, *t.Arn
		d.Retry = policyOf(t)
		if err := s.begin(tx, d, t, e); err != nil {
			return err
		}
	}
	return nil
}

// begin makes the input of the target and has it delivered.
func (s *Service) begin(tx *transaction.Tx, d *Delivery, t *events.Target, e awsapi.Event) error {
	d.Dynamic = dynamic(t, e)
	input, err := inputOf(t, d, e)
	if invalid, ok := errors.AsType[*transform.InvalidError](err); ok {
		d.Input = string(invalid.Body)
		return s.die(tx, d, letter{Code: "INVALID_JSON", Text: invalid.Error()})
	}
	if err != nil {
		return err
	}
	d.Input = string(input)
	if !isDestination(d.TargetARN) {
		s.end(tx, d, Uncalled, "the emulator calls API destinations alone")
		return nil
	}
	if ended, err := s.endWithoutRoute(tx, d, t); ended || err != nil {
		return err
	}
	if err := deliveries.Put(tx, d.ID, d); err != nil {
		return err
	}
	return s.enqueue(tx, d.lane(), job{Kind: deliverJob, ID: d.ID})
}

// endWithoutRoute ends a delivery to an API destination that no route leads to, and tells whether
// it did. The request is made only where the endpoint as it was given has no route: all deliveries
// of a moment wait for that.
func (s *Service) endWithoutRoute(
	tx *transaction.Tx, d *Delivery, t *events.Target,
) (ended bool, err error) {
	to, err := s.Destinations.Destination(tx, d.TargetARN)
	if err != nil || to == nil || s.Client.Leads(to.Endpoint.URL) {
		return false, err
	}
	call, err := s.prepare(tx, d, t)
	if err != nil || call.failed != nil || s.Client.Leads(call.request.Reveal().URL) {
		return false, err
	}
	return true, s.endUnsent(tx, d, call, call.request.Reveal().URL)
}

// inputOf is what the target gets of the event.
func inputOf(t *events.Target, d *Delivery, e awsapi.Event) ([]byte, error) {
	in := transform.Input{Text: t.Input, Path: t.InputPath}
	if from := t.InputTransformer; from != nil {
		in.Transformer = &transform.Transformer{Paths: from.InputPathsMap, Template: *from.InputTemplate}
	}
	made, err := transform.New(*t.Id, in)
	if err != nil {
		return nil, err
	}
	return made.Apply(e, transform.Context{RuleARN: d.RuleARN, RuleName: d.Rule, Ingested: d.Time})
}

// isDestination tells whether the ARN is that of an API destination.
func isDestination(text string) bool {
	arn, _ := awsapi.ParseARN(text)
	return arn.Service == "events" && strings.HasPrefix(arn.Resource, "api-destination/")
}

// lane is what a delivery shares its rate with: the target's.
func (d *Delivery) lane() string { return d.TargetARN }
