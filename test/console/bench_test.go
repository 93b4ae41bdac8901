package console_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestBench(t *testing.T) {
	t.Parallel()

	t.Run("adds faults, counts their hits and removes them", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/bench")
		b.press("Add the fault")
		b.sees("#main tr", "400 ThrottlingException, once\t0 of 0")
		_, err := w.create(connection)
		require.NoError(t, err, "the SDK tries again")
		b.sees("#main tr", "400 ThrottlingException, once\t1 of 2")
		b.press("Remove")
		b.sees("#main", "None: every call is answered as AWS does.")
	})

	t.Run("moves the clock and holds it", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/bench")
		tomorrow := w.Now().UTC().AddDate(0, 0, 1)
		b.press("+1 day")
		b.sees("#clock", tomorrow.Format("2006-01-02"))
		assert.Greater(t, time.Until(w.Now()), 23*time.Hour)
		b.press("Hold")
		b.sees("#clock", "held")
		b.press("Go on")
		b.gone("#clock", "held")
	})

	t.Run("adds routes and removes them", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/bench")
		b.fill("#main", "from", "https://api.example.com")
		b.fill("#main", "to", "http://127.0.0.1:8081")
		b.press("Add the route")
		b.sees("#main li", "https://api.example.com → http://127.0.0.1:8081")
		b.press("Remove")
		b.sees("#main", "None: nothing leaves the machine.")
	})

	t.Run("applies a seed, and resets when somebody says yes", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/bench")
		b.press("Apply the seed")
		b.sees("#notice", "1 operation was run.")
		assert.Equal(t, "secret", w.Secret("orders")["api_key_value"])
		b.press("Apply the seed")
		b.sees("#notice.bad", "entry 1 of operations (events CreateConnection)")
		b.press("Reset…")
		b.sees("dialog", "Forget all data, calls and faults")
		b.agree()
		b.sees("#notice", "It is as it was at the start.")
		assert.Empty(t, w.Calls(emulatortest.Filter{}))
	})

	t.Run("restores a snapshot", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/bench")
		b.js(
			`fetch('/_emulator/snapshot').then(r => r.blob()).then(all => { window.file = new File([all], 'snapshot.json'); })`,
		)
		b.until(`window.file`)
		w.Reset()
		b.js(`const all = new DataTransfer(); all.items.add(window.file);
			const input = document.querySelector('input[type=file]');
			input.files = all.files; input.dispatchEvent(new Event('change'))`)
		b.sees("#notice", "records are restored.")
		assert.Equal(t, secretValue, w.Secret(connection)["api_key_value"])
	})

	t.Run("changes how long states last", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/bench")
		b.until(`document.querySelector('[name=settle]').value`)
		b.js(`document.querySelector('[name=settle]').focus()`)
		b.fill("#main", "settle", "authorizing=1h")
		b.press("Set")
		b.sees("#notice", "States that begin from now on last so long.")
		w.authorize(connection)
		b.address("#/connections")
		b.sees(".list tbody", "AUTHORIZING")
	})
}
