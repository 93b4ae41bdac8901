// Package conformance holds the emulator to AWS by the letter. It reads the
// official API model by itself, without the generator and the validator that
// the emulator is made of, and says what a request breaks and in which words.
//
// Its tests make one request for each constraint of each operation;
// the fidelity command writes docs/fidelity.md from the same model.
package conformance

//go:generate go run ./fidelity
