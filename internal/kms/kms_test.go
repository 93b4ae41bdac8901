package kms_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/kms"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

var home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}

var start = time.Date(2026, 9, 24, 7, 14, 48, 344e6, time.UTC)

const day = 24 * time.Hour

// nobody is an id that no key has.
const nobody = "00000000-0000-4000-8000-000000000000"

// room is the service with a store of its own and a clock that is moved by hand.
type room struct {
	*kms.Service
	clock atomic.Int64
}

func open(t testing.TB) *room {
	t.Helper()
	r := new(room)
	r.clock.Store(start.UnixNano())
	data, err := store.Open(t.TempDir(), store.Options{Ephemeral: true, Now: r.now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = data.Close() })
	r.Service = &kms.Service{Store: data, Tokens: page.NewSealer(data.Key())}
	return r
}

func (r *room) now() time.Time { return time.Unix(0, r.clock.Load()).UTC() }

func (r *room) pass(d time.Duration) { r.clock.Add(int64(d)) }

// as is a context of the caller.
func as(t testing.TB, c awsapi.Caller) context.Context { return awsapi.WithCaller(t.Context(), c) }

// at is a context of the caller at home.
func at(t testing.TB) context.Context { return as(t, home) }

// create makes a symmetric key with the tags, given as keys and values in turn, and returns its id.
func (r *room) create(t testing.TB, tags ...string) string {
	t.Helper()
	return *r.made(t, &model.CreateKeyRequest{Tags: pairs(tags...)}).KeyId
}

func (r *room) made(t testing.TB, in *model.CreateKeyRequest) *model.KeyMetadata {
	t.Helper()
	out, err := r.CreateKey(at(t), in)
	require.NoError(t, err)
	return out.KeyMetadata
}

func pairs(tags ...string) (out []model.Tag) {
	for i := 0; i < len(tags); i += 2 {
		out = append(out, model.Tag{TagKey: &tags[i], TagValue: &tags[i+1]})
	}
	return out
}

func (r *room) alias(t testing.TB, name, id string) {
	t.Helper()
	_, err := r.CreateAlias(at(t), &model.CreateAliasRequest{AliasName: &name, TargetKeyId: &id})
	require.NoError(t, err)
}

func (r *room) describe(t testing.TB, identifier string) (*model.KeyMetadata, error) {
	t.Helper()
	out, err := r.DescribeKey(at(t), &model.DescribeKeyRequest{KeyId: &identifier})
	if err != nil {
		return nil, err
	}
	return out.KeyMetadata, nil
}

func (r *room) disable(t testing.TB, id string) {
	t.Helper()
	_, err := r.DisableKey(at(t), &model.DisableKeyRequest{KeyId: &id})
	require.NoError(t, err)
}

// schedule has the key deleted after a week.
func (r *room) schedule(t testing.TB, id string) {
	t.Helper()
	_, err := r.ScheduleKeyDeletion(
		at(t), &model.ScheduleKeyDeletionRequest{KeyId: &id, PendingWindowInDays: new(7)},
	)
	require.NoError(t, err)
}

func arn(resource string) string { return "arn:aws:kms:eu-west-1:111122223333:" + resource }

func keyARN(id string) string { return arn("key/" + id) }

func errNoKey(id string) string {
	return "NotFoundException: Key '" + keyARN(id) + "' does not exist"
}

func errPending(id string) string {
	return "KMSInvalidStateException: " + keyARN(id) + " is pending deletion."
}
