package awsapi

import (
	"regexp"
	"strings"
)

// An ARN is the name of a resource, in its parts.
type ARN struct {
	Partition, Service, Region, Account string
	Resource                            string // such as event-bus/default
}

// ParseARN reads arn:partition:service:region:account:resource. Region and account may be empty.
func ParseARN(text string) (a ARN, ok bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[1] == "" || parts[2] == "" || parts[5] == "" {
		return ARN{}, false
	}
	return ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}

var account = regexp.MustCompile(`^\d{12}$`)

// Owner is who has the resource: the caller, but in the region and the account that the ARN names,
// where it names them.
func (a ARN) Owner(c Caller) Caller {
	if IsRegion(a.Region) {
		c.Region = a.Region
	}
	if account.MatchString(a.Account) {
		c.Account = a.Account
	}
	return c
}
