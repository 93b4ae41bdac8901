// Package delivery brings events to the targets of rules: which rules an event is for, what their
// targets are sent, and what came of it.
//
// A delivery is a row in the store while something is to be done with it, written in the
// transaction that put the event on its event bus. Afterwards it is one of the last that are
// remembered.
package delivery

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// An Outcome is what became of a delivery.
type Outcome string

const (
	Waiting   Outcome = "waiting"   // the next attempt is still to come
	Delivered Outcome = "delivered" // the target has answered with a status from 200 to 299
	Unsent    Outcome = "unsent"    // no route leads to the target
	Dead      Outcome = "dead"      // given up: it is a dead letter
	Ended     Outcome = "ended"     // its rule or its target is gone
	Uncalled  Outcome = "uncalled"  // the target is none that the emulator calls
	Unmatched Outcome = "unmatched" // the event is for no rule
)

// Outcomes are all of them.
var Outcomes = []Outcome{Waiting, Delivered, Unsent, Dead, Ended, Uncalled, Unmatched}

// A Delivery is an event on its way to a target. It holds no secrets.
type Delivery struct {
	Number     int64               `json:"number,omitempty"` // of one that has ended, from 1
	ID         string              `json:"id"`
	Event      string              `json:"event"` // the event's id
	Source     string              `json:"source"`
	DetailType string              `json:"detailType"`
	Account    string              `json:"account"`
	Region     string              `json:"region"`
	Bus        string              `json:"bus"`
	Rule       string              `json:"rule,omitempty"`
	RuleARN    string              `json:"ruleArn,omitempty"`
	Target     string              `json:"target,omitempty"` // its id in the rule
	TargetARN  string              `json:"targetArn,omitempty"`
	Time       time.Time           `json:"time"` // when the event was put on its event bus
	Input      string              `json:"input,omitempty"`
	Dynamic    map[string]string   `json:"dynamic,omitempty"` // values of the event, by path
	Outcome    Outcome             `json:"outcome"`
	Reason     string              `json:"reason,omitempty"` // why it ended so, in a sentence
	Next       time.Time           `json:"next,omitzero"`    // when the next attempt is due
	Attempts   []Attempt           `json:"attempts,omitempty"`
	Request    *invocation.Message `json:"request,omitempty"` // with its secrets masked
	Notes      []invocation.Note   `json:"notes,omitempty"`
	DeadLetter *DeadLetter         `json:"deadLetter,omitempty"`
	// input and request were let go, to make room
	Shed  bool   `json:"shed,omitempty"`
	Retry Policy `json:"retry,omitzero"`
}

// An Attempt is one call of the target.
type Attempt struct {
	Time     time.Time `json:"time"`
	Status   int       `json:"status,omitempty"`   // of the answer
	Failure  string    `json:"failure,omitempty"`  // why there was none
	Seconds  float64   `json:"duration"`           // in real time
	Response string    `json:"response,omitempty"` // the first KB of the answer's body
	Fault    string    `json:"fault,omitempty"`    // the id of the fault that struck it
}

// A DeadLetter is what AWS puts beside the input into the queue of a target's DeadLetterConfig.
type DeadLetter struct {
	Queue      string            `json:"queue,omitempty"` // the ARN of the queue, if there is one
	Attributes map[string]string `json:"attributes"`
}

// A Policy is for how long a target is tried.
type Policy struct {
	MaximumRetryAttempts     int    `json:"maximumRetryAttempts"` // after the first attempt
	MaximumEventAgeInSeconds int    `json:"maximumEventAgeInSeconds"`
	Queue                    string `json:"deadLetterQueue,omitempty"` // an ARN
}

// The policy of a target that has none (DOCUMENTED).
const (
	defaultRetries = 185
	defaultAge     = 24 * 60 * 60
)

func policyOf(t *events.Target) Policy {
	p := Policy{MaximumRetryAttempts: defaultRetries, MaximumEventAgeInSeconds: defaultAge}
	if r := t.RetryPolicy; r != nil {
		p.MaximumRetryAttempts = awsapi.ValueOr(r.MaximumRetryAttempts, defaultRetries)
		p.MaximumEventAgeInSeconds = awsapi.ValueOr(r.MaximumEventAgeInSeconds, defaultAge)
	}
	if d := t.DeadLetterConfig; d != nil {
		p.Queue = awsapi.ValueOf(d.Arn)
	}
	return p
}

// owner is whose rule it is of.
func (d *Delivery) owner() awsapi.Caller {
	return awsapi.Caller{Account: d.Account, Region: d.Region}
}
