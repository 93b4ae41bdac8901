package kms_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func TestService_ListKeys(t *testing.T) {
	t.Parallel()
	r := open(t)
	want := map[string]string{}
	for range 3 {
		id := r.create(t)
		want[id] = keyARN(id)
	}
	got, in := map[string]string{}, &model.ListKeysRequest{Limit: new(2)}
	for range 2 {
		out, err := r.ListKeys(at(t), in)
		require.NoError(t, err)
		for _, k := range out.Keys {
			got[*k.KeyId] = *k.KeyArn
		}
		in.Marker = out.NextMarker
	}
	assert.Equal(t, want, got)
	assert.Nil(t, in.Marker)
}
