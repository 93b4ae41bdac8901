package awsapi

import (
	"cmp"
	"context"
	"strings"
)

// A Caller is who signed a call: whose things it sees, and where.
type Caller struct {
	Account     string // 12 digits
	Region      string // such as us-east-1
	AccessKeyID string // as sent
	Session     Session
}

// Partition is the part of AWS that the caller's region belongs to: aws, aws-cn or aws-us-gov.
func (c Caller) Partition() string {
	switch {
	case strings.HasPrefix(c.Region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(c.Region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// ARN names a resource of a service in the caller's account and region.
func (c Caller) ARN(service, resource string) string {
	return "arn:" + c.Partition() + ":" + service + ":" + c.Region + ":" + c.Account + ":" + resource
}

// GlobalARN names a resource of a service that has no regions, in the caller's account.
func (c Caller) GlobalARN(service, resource string) string {
	return "arn:" + c.Partition() + ":" + service + "::" + c.Account + ":" + resource
}

// Root is the ARN of the root user of the caller's account, which policies name.
func (c Caller) Root() string { return c.GlobalARN("iam", "root") }

// Principal is the ARN of who signs: that of the session or, of a key that stays, the root user.
//
// UNKNOWN: which user an access key belongs to, as keys that stay are not registered anywhere. The
// root user needs no name.
func (c Caller) Principal() string { return cmp.Or(c.Session.ARN, c.Root()) }

// A Session is what a temporary access key was given for, empty for a key that acts as its owner.
type Session struct {
	ID  string // such as AROA…:name
	ARN string // such as arn:aws:sts::123456789012:assumed-role/role/name
}

type callerKey struct{}

// WithCaller returns a context that carries the caller to the services.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerFrom returns the caller that [WithCaller] put into the context, or the zero Caller.
func CallerFrom(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// IsAccount tells whether a text is an account number: 12 digits.
func IsAccount(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}

// longestRegion is the length of the longest name of a region that is taken, in bytes. Those of AWS
// are shorter.
const longestRegion = 63

// IsRegion tells whether a text can be the name of a region.
func IsRegion(text string) bool {
	return text != "" && len(text) <= longestRegion && strings.Trim(
		text, "abcdefghijklmnopqrstuvwxyz0123456789-",
	) == ""
}
