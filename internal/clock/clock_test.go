package clock_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/clock"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// base is a clock that the test moves.
type base struct{ now time.Time }

func newClock() (*base, *clock.Clock) {
	b := &base{start}
	return b, clock.New(func() time.Time { return b.now })
}

func TestClock_Advance(t *testing.T) {
	t.Parallel()
	t.Run("stays ahead of the base", func(t *testing.T) {
		t.Parallel()
		b, c := newClock()
		require.NoError(t, c.Advance(time.Hour))
		b.now = b.now.Add(time.Second)
		assert.Equal(t, start.Add(time.Hour+time.Second), c.Now())
		assert.Equal(
			t, clock.Reading{Now: start.Add(time.Hour + time.Second), Offset: time.Hour}, c.Read(),
		)
	})
	t.Run("moves by no more and no less", func(t *testing.T) {
		t.Parallel()
		c := clock.New(time.Now)
		require.NoError(t, c.Advance(5*time.Minute))
		assert.Equal(t, 5*time.Minute, c.Read().Offset)
	})
	t.Run("moves by nothing while time goes by", func(t *testing.T) {
		t.Parallel()
		c := clock.New(time.Now)
		require.NoError(t, c.Advance(0))
		assert.Zero(t, c.Read().Offset)
	})
	t.Run("moves a held clock", func(t *testing.T) {
		t.Parallel()
		b, c := newClock()
		c.Hold()
		b.now = b.now.Add(time.Second)
		require.NoError(t, c.Advance(time.Hour))
		assert.Equal(
			t, clock.Reading{Now: start.Add(time.Hour), Offset: time.Hour - time.Second, Held: true},
			c.Read(),
		)
	})
	t.Run("refuses to go back, or beyond what can be dated", func(t *testing.T) {
		t.Parallel()
		_, c := newClock()
		assert.ErrorIs(t, c.Advance(-1), clock.ErrRange)
		assert.ErrorIs(t, c.Advance(200*365*24*time.Hour), clock.ErrRange)
		assert.Equal(t, start, c.Now())
	})
}

func TestClock_Set(t *testing.T) {
	t.Parallel()
	_, c := newClock()
	require.NoError(t, c.Set(start.Add(time.Minute)))
	assert.Equal(t, start.Add(time.Minute), c.Now())
	assert.ErrorIs(t, c.Set(start), clock.ErrRange)
	assert.ErrorIs(t, c.Set(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), clock.ErrRange)
}

func TestClock_Run(t *testing.T) {
	t.Parallel()
	b, c := newClock()
	c.Hold()
	b.now = b.now.Add(time.Hour)
	assert.Equal(t, start, c.Now())
	c.Run()
	assert.Equal(t, start, c.Now(), "goes on from where it was held")
	b.now = b.now.Add(time.Minute)
	assert.Equal(t, start.Add(time.Minute), c.Now())
}

func TestClock_Reset(t *testing.T) {
	t.Parallel()
	_, c := newClock()
	require.NoError(t, c.Advance(time.Hour))
	c.Hold()
	c.Reset()
	assert.Equal(t, clock.Reading{Now: start}, c.Read())
}
