// Command found prints the tools that the suites find on this machine, as EMULATOR_TEST_REQUIRE
// takes them. It runs in a folder two below the checkout, as the suites do.
package main

import (
	"fmt"
	"strings"

	"github.com/eventbridge-connections/emulator/test/machine"
)

func main() { fmt.Println(strings.Join(machine.Found(), ",")) }
