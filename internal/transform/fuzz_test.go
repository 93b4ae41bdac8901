package transform_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/transform"
)

// FuzzTemplate holds an object template to JSON or an InvalidError, whatever the detail is.
func FuzzTemplate(f *testing.F) {
	for _, from := range []map[string]delivery{delivered, attempted} {
		for _, d := range from {
			if in := d.in.Transformer; in != nil {
				f.Add(in.Template, in.Paths["v"], detail)
			}
		}
	}
	f.Add("<v>", "$.detail[*]", `[1,[2],"\ud800"]`)
	f.Fuzz(func(t *testing.T, text, path, detail string) {
		tr, err := transform.New("door", valued(text, path))
		if err != nil || !json.Valid([]byte(detail)) {
			return
		}
		body, err := tr.Apply(opened(detail), context)
		if err != nil {
			_, invalid := errors.AsType[*transform.InvalidError](err)
			require.True(t, invalid)
			return
		}
		if strings.HasPrefix(text, "{") {
			require.True(t, json.Valid(body), "%s", body)
		}
	})
}

// FuzzInput holds a path to a value of the event, and a constant to itself.
func FuzzInput(f *testing.F) {
	for _, d := range delivered {
		if d.in.Text != nil {
			f.Add(*d.in.Text)
		}
		if d.in.Path != nil {
			f.Add(*d.in.Path)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if tr, err := transform.New("door", inputPath(text)); err == nil {
			body, err := tr.Apply(opened(detail), context)
			require.NoError(t, err)
			require.True(t, json.Valid(body), "%s", body)
		}
		if tr, err := transform.New("door", input(text)); err == nil {
			body, err := tr.Apply(opened(detail), context)
			require.NoError(t, err)
			require.Equal(t, text, string(body))
		}
	})
}
