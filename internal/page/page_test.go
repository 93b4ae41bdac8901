package page_test

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/page"
)

func sealer(b byte) *page.Sealer { return page.NewSealer(bytes.Repeat([]byte{b}, 32)) }

func TestNewSealer(t *testing.T) {
	t.Parallel()
	require.PanicsWithValue(t, "page: key of 5 bytes", func() { page.NewSealer([]byte("short")) })
}

func TestSealer_Seal(t *testing.T) {
	t.Parallel()

	t.Run("answers what AWS takes for a token", func(t *testing.T) {
		t.Parallel()
		// RECORDED: the pattern that EventBridge prints when a token does not look like one.
		pattern := regexp.MustCompile(
			`^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{4}|[A-Za-z0-9+\/]{3}=|[A-Za-z0-9+\/]{2}={2})$`,
		)
		for n := range 70 {
			token := sealer(1).Seal(string(bytes.Repeat([]byte("x"), n)), "ListConnections")
			assert.Regexp(t, pattern, token)
			assert.LessOrEqual(t, len(token), 2048)
		}
	})

	t.Run("never answers the same twice", func(t *testing.T) {
		t.Parallel()
		assert.NotEqual(t, sealer(1).Seal("a"), sealer(1).Seal("a"))
	})
}

func TestSealer_Open(t *testing.T) {
	t.Parallel()

	t.Run("reads what was sealed, with any sealer of the same key", func(t *testing.T) {
		t.Parallel()
		for _, after := range []string{"", "a", "zürich\x00"} {
			got, err := sealer(1).Open(
				sealer(1).Seal(after, "ListConnections", "prefix"), "ListConnections", "prefix",
			)
			require.NoError(t, err)
			assert.Equal(t, after, got)
		}
	})

	t.Run("refuses another key", func(t *testing.T) {
		t.Parallel()
		_, err := sealer(2).Open(sealer(1).Seal("a"))
		require.ErrorIs(t, err, page.ErrInvalid)
	})

	t.Run("refuses another call", func(t *testing.T) {
		t.Parallel()
		token := sealer(1).Seal("a", "List", "bc")
		for _, bound := range [][]string{
			nil, {"List"}, {"bc", "List"}, {"Listb", "c"}, {"Listbc"}, {"List", "bc", ""},
			{"", "List", "bc"},
		} {
			_, err := sealer(1).Open(token, bound...)
			require.ErrorIs(t, err, page.ErrInvalid, "%q", bound)
		}
	})

	t.Run("refuses every changed, missing or added character", func(t *testing.T) {
		t.Parallel()
		s := sealer(1)
		for n := range 3 { // tokens with and without padding
			token := s.Seal(string(make([]byte, n)))
			for _, changed := range changes(token) {
				_, err := s.Open(changed)
				require.ErrorIs(t, err, page.ErrInvalid, "%q made of %q", changed, token)
			}
		}
	})

	t.Run("refuses what is no token", func(t *testing.T) {
		t.Parallel()
		for _, token := range []string{"", "=", "AAAA", "ä", "AQICAHg="} {
			_, err := sealer(1).Open(token)
			require.ErrorIs(t, err, page.ErrInvalid, "%q", token)
		}
	})
}

// changes yields the token with each character replaced, left out, and preceded by another.
func changes(token string) (all []string) {
	const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \r\n\x00"
	for i := range len(token) {
		all = append(all, token[:i]+token[i+1:])
		for _, c := range characters {
			if byte(c) != token[i] {
				all = append(all, token[:i]+string(c)+token[i+1:])
			}
			all = append(all, token[:i]+string(c)+token[i:])
		}
	}
	return all
}

func FuzzSealer_Open(f *testing.F) {
	f.Add("", "")
	f.Add("AAAA", "ListConnections")
	f.Add(sealer(2).Seal("a", "ListConnections"), "ListConnections")
	f.Fuzz(func(t *testing.T, token, bound string) {
		s := sealer(1)
		_, err := s.Open(token, bound)
		require.ErrorIs(t, err, page.ErrInvalid, "a token that nobody sealed")

		after, err := s.Open(s.Seal(token, bound), bound)
		require.NoError(t, err)
		require.Equal(t, token, after)
	})
}

func TestSealer_Continue(t *testing.T) {
	t.Parallel()
	s := page.NewSealer(make([]byte, 32))
	after, err := s.Continue(nil, "list")
	require.NoError(t, err)
	assert.Empty(t, after, "no token is the beginning")
	token := s.Seal("name", "list")
	after, err = s.Continue(&token, "list")
	require.NoError(t, err)
	assert.Equal(t, "name", after)
	_, err = s.Continue(&token, "another list")
	assert.ErrorIs(t, err, page.ErrInvalid)
}
