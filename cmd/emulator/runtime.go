package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

const (
	// garbage is by how many percent the heap may grow before it is collected. What stays is small and a call leaves
	// nearly all of its own behind at once: with Go's 100 percent a tenth of the time goes into looking.
	garbage = 300

	// threads is how many of them may run Go code for each processor. One that is in the kernel, with a socket or with
	// a page of the data file, keeps others from running until that is noticed: with one alone the processors are idle
	// for a fifth of the time under load, and the slowest calls take half as long again.
	threads = 2

	// started is after how long a start is over. To tune the runtime stops all else for a moment, for which the first
	// answer does not have to wait.
	started = 20 * time.Millisecond
)

// tune sets Go's runtime up for what this program does, where GOGC and GOMAXPROCS do not say otherwise.
func (p program) tune() {
	if _, set := p.env("GOGC"); !set {
		debug.SetGCPercent(garbage)
	}
	if _, set := p.env("GOMAXPROCS"); !set {
		runtime.GOMAXPROCS(threads * runtime.GOMAXPROCS(0))
	}
}
