package awsapi

import (
	"fmt"
	"strings"
)

// NotServed says that the emulator does not serve an operation of a service, what it serves
// instead, and what to do.
func NotServed(operation, service string, served []string) string {
	return fmt.Sprintf("%s of %s is not served by this emulator. Served are: %s. "+
		"-upstream URL passes what is not served on to another emulator.",
		operation, service, strings.Join(served, ", "))
}
