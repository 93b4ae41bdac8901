package awsapi_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func TestOperation_Misfit(t *testing.T) {
	t.Parallel()
	type list struct {
		List []struct{ Value *awsapi.Secret }
	}
	type swapped struct{ Key, Value *string }
	fits := awsapi.NewOperation(
		"Fits", outerShape, nil, func(context.Context, *outer) (*awsapi.Unit, error) { return nil, nil },
	)
	assert.NoError(t, fits.Misfit())
	order := awsapi.NewOperation(
		"Order", nil, innerShape,
		func(context.Context, *awsapi.Unit) (*swapped, error) { return nil, nil },
	)
	assert.EqualError(
		t, order.Misfit(), "field Key of awsapi_test.swapped stands where the model has Value",
	)
	depth := &awsapi.Shape{Name: "Lists", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "List", Shape: &awsapi.Shape{Kind: awsapi.List, Element: innerShape}},
	}}
	deep := awsapi.NewOperation(
		"Deep", depth, nil, func(context.Context, *list) (*awsapi.Unit, error) { return nil, nil },
	)
	assert.EqualError(
		t, deep.Misfit(), "struct { Value *awsapi.Secret } does not have the members of shape Inner",
	)
}
