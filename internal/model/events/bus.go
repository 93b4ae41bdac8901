package events

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// DefaultBus is the event bus that every account has in every region.
const DefaultBus = "default"

// Bus returns whose event bus a caller means by a name or an ARN, and the bus's name. No name at
// all is [DefaultBus].
func Bus(c awsapi.Caller, nameOrARN *string) (owner awsapi.Caller, name string) {
	if nameOrARN == nil {
		return c, DefaultBus
	}
	if arn, ok := awsapi.ParseARN(*nameOrARN); ok {
		return arn.Owner(c), strings.TrimPrefix(arn.Resource, "event-bus/")
	}
	return c, *nameOrARN
}
