package delivery

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A letter is the code and the text of a dead letter.
type letter struct{ Code, Text string }

const invoking = "Unable to invoke ApiDestination endpoint: "

// The letters of calls that got no answer: RECORDED.
var (
	timedOut = letter{
		"UNKNOWN", invoking + "Timeout calling endpoint for API Destination: socket closed.",
	}
	unreachable = letter{"SDK_CLIENT_ERROR", invoking + "API destination endpoint cannot be reached."}
)

// errStatus is for an answer that is no success. Code and text are UNKNOWN.
func errStatus(status int) letter {
	return letter{
		"ERROR_FROM_TARGET", invoking + fmt.Sprintf("The endpoint answered with status %d.", status),
	}
}

// errNoDestination is UNKNOWN. It is final, as the like is of a queue that is gone (RECORDED).
func errNoDestination(arn string) *letter {
	return &letter{"NO_RESOURCE", invoking + "The API destination " + arn + " does not exist."}
}

// errInactive is UNKNOWN, as is that it is a failed attempt and not the end.
func errInactive(name string) *letter {
	return &letter{"ERROR_FROM_TARGET", invoking + "The API destination " + name + " is INACTIVE."}
}

// errToken is for a token that cannot be fetched. Code and text are UNKNOWN.
func errToken(reason string) letter {
	return letter{"ERROR_FROM_TARGET", invoking + reason}
}

// letterOf is the letter of a call that got no answer.
func letterOf(e *outbound.Error) letter {
	if e.Kind == outbound.TimedOut {
		return timedOut
	}
	return unreachable
}

// Why retries have ended (RECORDED).
const (
	attemptsUsed = "MaximumRetryAttempts"
	ageReached   = "MaximumEventAgeInSeconds"
)

// die gives a delivery up at once.
func (s *Service) die(tx *transaction.Tx, d *Delivery, l letter) error {
	return s.bury(tx, d, l, nil)
}

// exhaust gives a delivery up whose retries are used up, for one of the two reasons.
func (s *Service) exhaust(tx *transaction.Tx, d *Delivery, l letter, condition string) error {
	return s.bury(tx, d, l, map[string]string{
		"RETRY_ATTEMPTS":            strconv.Itoa(len(d.Attempts) - 1),
		"EXHAUSTED_RETRY_CONDITION": condition,
	})
}

// bury makes the dead letter of a delivery (RECORDED). It is put into its queue where a route leads
// there.
func (s *Service) bury(tx *transaction.Tx, d *Delivery, l letter, more map[string]string) error {
	attributes := map[string]string{
		"RULE_ARN": d.RuleARN, "TARGET_ARN": d.TargetARN, "ERROR_CODE": l.Code, "ERROR_MESSAGE": l.Text,
	}
	for name, value := range more {
		attributes[name] = value
	}
	d.DeadLetter = &DeadLetter{Queue: d.Retry.Queue, Attributes: attributes}
	if d.Retry.Queue == "" || !s.Client.Leads(queueEndpoint(d.Retry.Queue)) {
		return s.finish(tx, d, Dead, l.Text)
	}
	d.Reason = l.Text
	if err := deliveries.Put(tx, d.ID, d); err != nil {
		return err
	}
	return s.enqueue(tx, d.Retry.Queue, job{Kind: buryJob, ID: d.ID})
}

// queueEndpoint is the address of SQS in the region of a queue.
func queueEndpoint(queue string) string {
	arn, _ := awsapi.ParseARN(queue)
	return "https://sqs." + arn.Region + ".amazonaws.com/"
}

// message is the call of SQS that puts the dead letter into its queue. It is not signed: it goes to
// another emulator.
func (d *Delivery) message() invocation.Message {
	arn, _ := awsapi.ParseARN(d.DeadLetter.Queue)
	endpoint := queueEndpoint(d.DeadLetter.Queue)
	attributes := map[string]any{}
	for name, value := range d.DeadLetter.Attributes {
		attributes[name] = map[string]string{"DataType": "String", "StringValue": value}
	}
	body, _ := json.Marshal(map[string]any{
		"QueueUrl":          endpoint + arn.Account + "/" + arn.Resource,
		"MessageBody":       d.Input,
		"MessageAttributes": attributes,
	}) // texts alone are always JSON
	host := strings.TrimSuffix(strings.TrimPrefix(endpoint, "https://"), "/")
	return invocation.Message{Method: "POST", URL: endpoint, Body: string(body), Headers: []invocation.Field{
		{Name: "Host", Value: host},
		{Name: "Content-Type", Value: "application/x-amz-json-1.0"},
		{Name: "X-Amz-Target", Value: "AmazonSQS.SendMessage"},
		{Name: "Authorization", Value: "AWS4-HMAC-SHA256 Credential=" + arn.Account + "/20260101/" +
			arn.Region +
			"/sqs/aws4_request, SignedHeaders=host, Signature=0"},
		{Name: "Content-Length", Value: strconv.Itoa(len(body))},
		{Name: "Connection", Value: "close"},
	}}
}
