package sts

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// errNotAuthorized is RECORDED: a role that does not exist looks like one that is forbidden.
func errNotAuthorized(c awsapi.Caller, role string) error {
	return denied(
		"User: " + c.Principal() + " is not authorized to perform: sts:AssumeRole on resource: " +
			"" + role,
	)
}

// errWebRole is RECORDED.
func errWebRole() error {
	return denied("Not authorized to perform sts:AssumeRoleWithWebIdentity")
}

// errClosed is the emulator's own.
func errClosed() error {
	return denied(
		"This emulator cannot verify a web identity token, so with -credentials it takes none.",
	)
}

// errSession is RECORDED.
func errSession() error {
	return denied("Cannot call GetSessionToken with session credentials")
}

// errARN is RECORDED.
func errARN(text string) error { return awsapi.Validation(text + " is invalid") }

// errTooLong is RECORDED.
func errTooLong() error {
	return awsapi.Validation(
		"The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
	)
}

// errChained is RECORDED.
func errChained() error {
	return awsapi.Validation(
		"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role " +
			"" +
			"chaining.",
	)
}

// errTagTwice is RECORDED.
func errTagTwice() error {
	return awsapi.Errorf(
		"InvalidParameterValue",
		"Duplicate tag keys found. Please note that Tag keys are case insensitive.",
	)
}

// errNotTagged is RECORDED.
func errNotTagged() error {
	return awsapi.Errorf(
		"InvalidParameterValue",
		"The specified transitive tag key must be included in the requested tags.",
	)
}

// errTagKept is RECORDED.
func errTagKept() error {
	return awsapi.Errorf(
		"InvalidParameterValue",
		"One of the specified transitive tag keys can't be set because "+
			"it conflicts with a transitive tag key from the calling session.",
	)
}

// errPolicy has a DOCUMENTED code; the text is RECORDED for the trust policies of IAM.
func errPolicy() error {
	return awsapi.Errorf("MalformedPolicyDocument", "This policy contains invalid Json")
}

// errNothingEncoded has a DOCUMENTED code; the text is the emulator's own.
func errNothingEncoded() error {
	return awsapi.Errorf(
		"InvalidAuthorizationMessageException",
		"This emulator encodes no authorization messages, so there is none to decode.",
	)
}

// errIdentity is RECORDED.
func errIdentity() error {
	return awsapi.Errorf(
		"InvalidIdentityToken",
		"The web identity token provided could not be validated. "+
			"See the AssumeRoleWithWebIdentity documentation for requirements.",
	)
}

// errClaim is RECORDED for iss.
func errClaim(name string) error {
	return awsapi.Errorf("InvalidIdentityToken", "Missing a required claim: %s", name)
}

// errTokenExpired is RECORDED: the time that it prints is 300 seconds before now.
func errTokenExpired(now, end time.Time) error {
	return awsapi.Errorf(
		"ExpiredTokenException",
		"Token expired: current date/time %d must be before the expiration date/time %d",
		now.Add(-grace).Unix(),
		end.Unix(),
	)
}

// errIssuedAhead is RECORDED.
func errIssuedAhead(issued time.Time) error {
	return awsapi.Errorf("InvalidIdentityToken", "Token issued in the future: %d", issued.Unix())
}
