package entries

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// errSize is RECORDED.
func errSize() error {
	return awsapi.Validation("Total size of the entries in the request is over the limit.")
}

// errRequired is RECORDED.
func errRequired(member string) *awsapi.Error {
	return awsapi.Errorf("InvalidArgument",
		"Parameter %s is not valid. Reason: %s is a required argument.", member, member)
}

// errTime is UNKNOWN: a time of no year that has four digits.
func errTime() *awsapi.Error {
	return awsapi.Errorf("InvalidArgument", "Parameter Time is not valid.")
}

// errSource is RECORDED.
func errSource() *awsapi.Error {
	return awsapi.Errorf("NotAuthorizedForSourceException", "Not authorized for the source.")
}

// errDetail is RECORDED for what is no JSON object; for what goes too deep and for too large an
// integer it is UNKNOWN.
func errDetail() *awsapi.Error {
	return awsapi.Errorf("MalformedDetail", "Detail is malformed.")
}
