// Command bare does nothing with a call but answer it.
package main

import (
	"fmt"
	"os"

	"github.com/eventbridge-connections/emulator/test/bench/canned"
)

func main() {
	fmt.Fprintln(os.Stderr, canned.Serve(canned.Answer))
	os.Exit(1)
}
