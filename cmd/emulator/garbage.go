package main

import (
	"os"
	"runtime/debug"
)

// garbage is by how many percent the heap may grow before it is collected, unless GOGC says so. What stays is small
// and a call leaves nearly all of its own behind at once: with Go's 100 percent a tenth of the time goes into looking.
const garbage = 400

func collectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}
