package contract_test

import (
	"context"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func on(connectionARN *string, name string) *eventbridge.CreateApiDestinationInput {
	return &eventbridge.CreateApiDestinationInput{
		Name:               &name,
		ConnectionArn:      connectionARN,
		InvocationEndpoint: new("https://receiver.invalid/events/*"),
		HttpMethod:         types.ApiDestinationHttpMethodPost,
	}
}

// createDestination makes an API destination that is deleted with the test.
func createDestination(
	t *testing.T, c *eventbridge.Client, in *eventbridge.CreateApiDestinationInput,
) *eventbridge.CreateApiDestinationOutput {
	t.Helper()
	out, err := c.CreateApiDestination(t.Context(), in)
	require.NoError(t, err)
	t.Cleanup(func() { removeDestination(context.Background(), c, *in.Name) })
	return out
}

func removeDestination(ctx context.Context, c *eventbridge.Client, name string) error {
	_, err := c.DeleteApiDestination(ctx, &eventbridge.DeleteApiDestinationInput{Name: &name})
	return err
}

func describeDestination(
	t *testing.T, c *eventbridge.Client, name string,
) *eventbridge.DescribeApiDestinationOutput {
	t.Helper()
	out, err := c.DescribeApiDestination(
		t.Context(), &eventbridge.DescribeApiDestinationInput{Name: &name},
	)
	require.NoError(t, err)
	return out
}

// refuse holds an error to its code and words.
func refuse(t *testing.T, err error, wantCode, wantMessage string) {
	t.Helper()
	code, message := refusal(t, err)
	assert.Equal(t, wantCode, code)
	assert.Equal(t, wantMessage, message)
}

func TestCreateApiDestination(t *testing.T) {
	t.Parallel()
	t.Run("on an authorized connection it is active, with the default rate", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		connection := create(t, c, basic(name)).ConnectionArn
		out := createDestination(t, c, on(connection, name))
		assert.Regexp(
			t,
			regexp.MustCompile(
				`^arn:aws:events:[a-z0-9-]+:\d{12}:api-destination/`+name+
					`/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
			),
			*out.ApiDestinationArn,
		)
		assert.Equal(t, types.ApiDestinationStateActive, out.ApiDestinationState)
		got := describeDestination(t, c, name)
		assert.Equal(t, out.ApiDestinationArn, got.ApiDestinationArn)
		assert.Equal(t, name, *got.Name)
		assert.Nil(t, got.Description)
		assert.Equal(t, types.ApiDestinationStateActive, got.ApiDestinationState)
		assert.Equal(t, connection, got.ConnectionArn)
		assert.Equal(t, "https://receiver.invalid/events/*", *got.InvocationEndpoint)
		assert.Equal(t, types.ApiDestinationHttpMethodPost, got.HttpMethod)
		assert.Equal(t, int32(300), *got.InvocationRateLimitPerSecond)
		assert.Equal(t, out.CreationTime, got.CreationTime)
		assert.Equal(t, out.LastModifiedTime, got.LastModifiedTime)
	})
	t.Run("a name is taken once", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		in := on(create(t, c, basic(name)).ConnectionArn, name)
		createDestination(t, c, in)
		_, err := c.CreateApiDestination(t.Context(), in)
		refuse(
			t, err, "ResourceAlreadyExistsException",
			"Failed to create the api-destination(s). An api-destination with name '"+name+
				"' already exists.",
		)
	})
	t.Run("the rate ends at 300", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		in := on(create(t, c, basic(name)).ConnectionArn, name)
		in.InvocationRateLimitPerSecond = new(int32(301))
		_, err := c.CreateApiDestination(t.Context(), in)
		refuse(
			t, err, "LimitExceededException",
			"Failed to create the api-destination(s). Invalid Invocation Rate Limit: Rate specified "+
				"'301' for '"+name+"' exceeds maximum allowed of '300'.",
		)
		in.InvocationRateLimitPerSecond = new(int32(0))
		_, err = c.CreateApiDestination(t.Context(), in)
		refuse(
			t, err, "ValidationException",
			"1 validation error detected: Value '0' at 'invocationRateLimitPerSecond' failed to satisfy "+
				"constraint: Member must have value greater than or equal to 1",
		)
	})
	t.Run("the quota is per account and region", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{DestinationQuota: 1})
		c := s.client("us-east-1", "test")
		connection := create(t, c, basic("x")).ConnectionArn
		createDestination(t, c, on(connection, "one"))
		_, err := c.CreateApiDestination(t.Context(), on(connection, "two"))
		refuse(
			t, err, "LimitExceededException", "The requested resource exceeds the maximum number allowed.",
		)
		elsewhere := s.client("eu-west-1", "test")
		createDestination(t, elsewhere, on(create(t, elsewhere, basic("x")).ConnectionArn, "two"))
	})
}

func TestCreateApiDestination_connection(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	c := s.client("us-east-1", "test")
	deleted := create(t, c, basic("x")).ConnectionArn
	remove(c, "x")
	created := create(t, c, basic("x")).ConnectionArn
	for what, arn := range map[string]string{
		"no such name":            "arn:aws:events:us-east-1:000000000000:connection/y/11111111-2222-4333-8444-555555555555",
		"the name, another UUID":  "arn:aws:events:us-east-1:000000000000:connection/x/11111111-2222-4333-8444-555555555555",
		"the same name, deleted":  *deleted,
		"the one of another user": *create(t, s.client("us-east-1", "111122223333"), basic("z")).ConnectionArn,
	} {
		_, err := c.CreateApiDestination(t.Context(), on(&arn, "d"))
		code, message := refusal(t, err)
		assert.Equal(t, "ResourceNotFoundException", code, what)
		assert.Equal(
			t, "Failed to create the api-destination(s). Connection '"+arn+"' does not exist.", message,
			what,
		)
	}
	createDestination(t, c, on(created, "d"))
	_, err := c.UpdateApiDestination(
		t.Context(), &eventbridge.UpdateApiDestinationInput{Name: new("d"), ConnectionArn: deleted},
	)
	refuse(
		t, err, "ResourceNotFoundException",
		"Failed to update the api-destination(s). Connection '"+*deleted+"' does not exist.",
	)
	assert.Equal(t, created, describeDestination(t, c, "d").ConnectionArn)
}

func TestApiDestination_endpoint(t *testing.T) {
	t.Parallel()
	c, name := newClient(t), newName()
	createDestination(t, c, on(create(t, c, basic(name)).ConnectionArn, name))
	update := func(endpoint string) error {
		_, err := c.UpdateApiDestination(
			t.Context(), &eventbridge.UpdateApiDestinationInput{Name: &name, InvocationEndpoint: &endpoint},
		)
		return err
	}
	for _, endpoint := range []string{
		"https://receiver.invalid/events/*", "https://receiver.invalid/events?key=value&other=two", "https://receiver.invalid/a%20b",
		"https://127.0.0.1/events", "https://localhost/events", "receiver.invalid/events",
	} {
		require.NoError(t, update(endpoint), endpoint)
		assert.Equal(t, endpoint, *describeDestination(t, c, name).InvocationEndpoint)
	}
	for _, endpoint := range []string{
		"http://receiver.invalid/events", "ftp://receiver.invalid/events", "https://user:pw@receiver.invalid/events", "https://", "https://*.invalid/events",
	} {
		refuse(
			t, update(endpoint), "ValidationException",
			"Failed to update the api-destination(s). Parameter InvocationEndpoint is not valid. "+
				"Reason: Endpoint '"+endpoint+"' is invalid, please provide a valid HTTPS endpoint URL.",
		)
	}
	const pattern = `failed to satisfy constraint: Member must satisfy regular expression pattern: ^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$`
	for _, endpoint := range []string{
		"https://[::1]/events", "https://receiver.invalid/#fragment", "https://receiver.invalid/a b",
		"https://receiver.invalid/a%xx",
	} {
		refuse(
			t, update(endpoint), "ValidationException",
			"1 validation error detected: Value '"+endpoint+"' at 'invocationEndpoint' "+pattern,
		)
	}
	refuse(
		t, update(""), "ValidationException",
		"2 validation errors detected: Value '' at 'invocationEndpoint' "+pattern+
			"; Value '' at 'invocationEndpoint' failed to satisfy constraint: Member must have length "+
			"greater than or equal to 1",
	)
	in := on(describe(t, c, name).ConnectionArn, newName())
	in.InvocationEndpoint = new("http://receiver.invalid/")
	_, err := c.CreateApiDestination(t.Context(), in)
	refuse(
		t, err, "ValidationException",
		"Failed to create the api-destination(s). Parameter InvocationEndpoint is not valid. Reason: "+
			"Endpoint 'http://receiver.invalid/' is invalid, please provide a valid HTTPS endpoint URL.",
	)
}

func TestUpdateApiDestination(t *testing.T) {
	t.Parallel()
	hands := newClock()
	c := start(t, emulator.Config{Now: hands.Now}).client("us-east-1", "test")
	first, second := create(t, c, basic("first")).ConnectionArn, create(t, c, basic("second")).ConnectionArn
	in := on(first, "d")
	in.Description, in.InvocationRateLimitPerSecond = new("text"), new(int32(5))
	createDestination(t, c, in)
	before := describeDestination(t, c, "d")
	assert.Equal(t, "text", *before.Description)
	assert.Equal(t, int32(5), *before.InvocationRateLimitPerSecond)

	hands.advance(time.Minute)
	out, err := c.UpdateApiDestination(
		t.Context(), &eventbridge.UpdateApiDestinationInput{Name: new("d")},
	)
	require.NoError(t, err, "the name alone will do")
	assert.Equal(t, before.ApiDestinationArn, out.ApiDestinationArn)
	assert.Equal(t, types.ApiDestinationStateActive, out.ApiDestinationState)
	assert.Equal(t, before.CreationTime, out.CreationTime)
	assert.Equal(t, hands.Now().Truncate(time.Second), *out.LastModifiedTime)
	after := describeDestination(t, c, "d")
	before.LastModifiedTime, before.ResultMetadata = out.LastModifiedTime, after.ResultMetadata
	assert.Equal(t, before, after, "nothing else changes")

	_, err = c.UpdateApiDestination(t.Context(), &eventbridge.UpdateApiDestinationInput{
		Name: new("d"), Description: new(""), ConnectionArn: second, InvocationEndpoint: new("https://other.invalid"),
		HttpMethod: types.ApiDestinationHttpMethodPatch, InvocationRateLimitPerSecond: new(int32(300)),
	})
	require.NoError(t, err)
	after = describeDestination(t, c, "d")
	assert.Nil(t, after.Description, "an empty description clears it")
	assert.Equal(t, second, after.ConnectionArn)
	assert.Equal(t, "https://other.invalid", *after.InvocationEndpoint)
	assert.Equal(t, types.ApiDestinationHttpMethodPatch, after.HttpMethod)
	assert.Equal(t, int32(300), *after.InvocationRateLimitPerSecond)

	_, err = c.UpdateApiDestination(
		t.Context(),
		&eventbridge.UpdateApiDestinationInput{
			Name: new("d"), InvocationRateLimitPerSecond: new(int32(301)),
		},
	)
	refuse(
		t, err, "LimitExceededException",
		"Failed to update the api-destination(s). Invalid Invocation Rate Limit: Rate specified '301' "+
			"for 'd' exceeds maximum allowed of '300'.",
	)
}

func TestDeleteApiDestination(t *testing.T) {
	t.Parallel()
	c, name := newClient(t), newName()
	in := on(create(t, c, basic(name)).ConnectionArn, name)
	first := createDestination(t, c, in).ApiDestinationArn
	require.NoError(t, removeDestination(t.Context(), c, name))

	const missing = "ResourceNotFoundException"
	refuse(
		t, removeDestination(t.Context(), c, name), missing,
		"Failed to delete the api-destination(s). An api-destination '"+name+"' does not exist.",
	)
	_, err := c.DescribeApiDestination(
		t.Context(), &eventbridge.DescribeApiDestinationInput{Name: &name},
	)
	refuse(
		t, err, missing,
		"Failed to describe the api-destination(s). An api-destination '"+name+"' does not exist.",
	)
	_, err = c.UpdateApiDestination(t.Context(), &eventbridge.UpdateApiDestinationInput{Name: &name})
	refuse(
		t, err, missing,
		"Failed to update the api-destination(s). An api-destination '"+name+"' does not exist.",
	)

	assert.NotEqual(
		t, first, createDestination(t, c, in).ApiDestinationArn, "a new one of the name is another one",
	)
}
