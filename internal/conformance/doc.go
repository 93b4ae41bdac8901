// Package conformance holds the emulator to AWS by the letter. It reads the
// official API model by itself, without the generator and the validator that
// the emulator is made of, and says what a request breaks and in which words.
//
// model.go reads the model, constraint.go lists its rules, and rejection.go is the
// second opinion on what a document breaks. The tests make one request for each
// constraint of each operation, out of those in testdata that are accepted.
//
// fidelity.go writes docs/fidelity.md: the rules of the model, the facts that it
// does not say (facts.txt), and what the comments of the code own up to (remark.go).
package conformance

//go:generate go run ./fidelity
