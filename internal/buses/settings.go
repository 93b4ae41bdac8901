package buses

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// settings are what a command can set of an event bus. What is absent stays as it is, and an empty
// text clears (RECORDED for the key of an update, INFERRED for the rest).
type settings struct {
	description *string
	kmsKey      *string
	deadLetters *events.DeadLetterConfig
	log         *events.LogConfig
}

// check refuses dead letters without a queue, and a queue of another region (both RECORDED). That
// what is no ARN of a queue is refused like no ARN at all is INFERRED from the text.
func (s settings) check(c awsapi.Caller) error {
	if s.deadLetters == nil {
		return nil
	}
	text := awsapi.ValueOf(s.deadLetters.Arn)
	arn, ok := awsapi.ParseARN(text)
	if !ok || arn.Service != "sqs" {
		return errNoQueue()
	}
	if arn.Region != c.Region {
		return errQueueElsewhere(text)
	}
	return nil
}

func (s settings) apply(c awsapi.Caller, to *bus) {
	if s.description != nil {
		to.Description = *s.description
	}
	if s.kmsKey != nil {
		to.KMSKey = keyARN(c, *s.kmsKey)
	}
	if s.deadLetters != nil {
		to.DeadLetterARN = *s.deadLetters.Arn
	}
	if s.log != nil {
		to.Log = s.log
	}
}

// keyARN is the ARN that EventBridge answers for a key's identifier. RECORDED for an alias and for
// an ARN, INFERRED for a key id.
//
// Differs from AWS: whether the key exists and can be used is not looked at.
func keyARN(c awsapi.Caller, identifier string) string {
	switch {
	case identifier == "", strings.HasPrefix(identifier, "arn:"):
		return identifier
	case strings.HasPrefix(identifier, "alias/"):
		return c.ARN("kms", identifier)
	}
	return c.ARN("kms", "key/"+identifier)
}
