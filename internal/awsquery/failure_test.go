package awsquery_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsquery"
)

func TestSpelled(t *testing.T) {
	t.Parallel()
	ours := errors.New("disk full")
	for _, c := range []struct {
		name      string
		err, want error
	}{
		{
			"an error that every service has", awsapi.Errorf("AccessDeniedException", "no"),
			&awsapi.Error{Code: "AccessDenied", Message: "no", Status: 403},
		},
		{
			"one that is spelled already", &awsapi.Error{Code: "ValidationError", Status: 400},
			&awsapi.Error{Code: "ValidationError", Status: 400},
		},
		{"one in no words of AWS", ours, ours},
		{"none", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := awsquery.Spelled(
				func(context.Context, *awsapi.Call) (*awsapi.Output, error) { return nil, c.err },
			)(t.Context(), &awsapi.Call{})
			assert.Equal(t, c.want, err)
		})
	}
}
