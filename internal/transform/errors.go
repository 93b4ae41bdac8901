package transform

import (
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func invalid(format string, args ...any) error {
	return awsapi.Validation(fmt.Sprintf(format, args...))
}

func errMoreThanOne(target string) error {
	return invalid(
		"Only one of Input, InputPath, or InputTransformer must be provided for target %s.", target)
}

func errText(target, text string, at position) error {
	return invalid("JSON syntax error in input for target %s: %s", target, at.in(text))
}

func errPath(target string) error { return invalid("InputPath for target %s is invalid.", target) }

func errPlaceholder(target, name string) error {
	return invalid("InputTemplate for target %s contains invalid placeholder %s.", target, name)
}

func errKey(target string) error {
	return invalid("InputTemplate placeholder present as a JSON object key for target %s.", target)
}

func errTemplate(target, text string, at position) error {
	return invalid("Invalid InputTemplate for target %s : %s.", target, at.in(text))
}

func errEventJSON(target string) error {
	return invalid("InputTemplate for target %s contains placeholder %s valid only for JSON template.",
		target, eventJSON)
}

// A position is where a token begins, both numbers counted from 1. A column is a UTF-16 unit, as
// Jackson counts them.
type position struct{ line, column int }

// in is how AWS shows a position. That it is where the token begins which is wrong is INFERRED from
// tokens at the beginning of a text.
func (p position) in(text string) string {
	return fmt.Sprintf("[Source: (String)%s; line: %d, column: %d]",
		awsapi.Snippet(text), p.line, p.column)
}
