package clock_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/clock"
)

// wait waits for a time, and tells when that is over.
func wait(ctx context.Context, c *clock.Clock, t time.Time) <-chan error {
	over := make(chan error, 1)
	go func() { over <- c.Wait(ctx, t) }()
	return over
}

func TestClock_Wait(t *testing.T) {
	t.Parallel()
	bubble := func(name string, test func(t *testing.T, c *clock.Clock)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { test(t, clock.New(time.Now)) })
		})
	}
	bubble("ends at once when the time has come", func(t *testing.T, c *clock.Clock) {
		require.NoError(t, c.Wait(t.Context(), c.Now()))
	})
	bubble("ends when the base comes to the time", func(t *testing.T, c *clock.Clock) {
		began := time.Now()
		require.NoError(t, c.Wait(t.Context(), c.Now().Add(time.Hour)))
		assert.Equal(t, time.Hour, time.Since(began))
	})
	bubble("ends when the clock is moved to the time, and not before", func(
		t *testing.T, c *clock.Clock,
	) {
		over := wait(t.Context(), c, c.Now().Add(time.Hour))
		require.NoError(t, c.Advance(59*time.Minute))
		synctest.Wait()
		assert.Empty(t, over)
		require.NoError(t, c.Advance(time.Minute))
		synctest.Wait()
		assert.Len(t, over, 1)
		require.NoError(t, <-over)
	})
	bubble("lasts while the clock is held", func(t *testing.T, c *clock.Clock) {
		c.Hold()
		over := wait(t.Context(), c, c.Now().Add(time.Second))
		<-time.After(time.Hour)
		synctest.Wait()
		assert.Empty(t, over)
		c.Run()
		began := time.Now()
		require.NoError(t, <-over)
		assert.Equal(t, time.Second, time.Since(began))
	})
	bubble("begins anew when the clock goes back to its base", func(t *testing.T, c *clock.Clock) {
		require.NoError(t, c.Advance(time.Hour))
		over := wait(t.Context(), c, c.Now().Add(time.Minute))
		synctest.Wait()
		c.Reset()
		began := time.Now()
		require.NoError(t, <-over)
		assert.Equal(t, time.Hour+time.Minute, time.Since(began))
	})
	bubble("ends with its context", func(t *testing.T, c *clock.Clock) {
		ctx, cancel := context.WithCancel(t.Context())
		over := wait(ctx, c, c.Now().Add(time.Hour))
		synctest.Wait()
		cancel()
		require.ErrorIs(t, <-over, context.Canceled)
	})
}
