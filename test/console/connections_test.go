package console_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestConnections(t *testing.T) {
	t.Parallel()

	t.Run("count down to their next state, and reach it", func(t *testing.T) {
		t.Parallel()
		w := start(t, emulatortest.WithSettle("authorizing=1h"))
		b := browse(t, w.URL(), "#/connections")
		b.live()
		b.sees(".empty", "aws events create-connection")
		w.authorize(connection)
		b.sees(".list tbody", "AUTHORIZING")
		b.sees(".list tbody .next", "→ AUTHORIZED in 59 min")
		b.press(connection)
		b.sees(".path .now", "AUTHORIZING")
		b.sees(".path .coming", "AUTHORIZED")
		b.press("Settle now")
		b.sees(".path .now", "AUTHORIZED")
		b.gone(".list tbody", "AUTHORIZING")
	})

	t.Run("show their secret on a click only, which is noted", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/connections/"+here+connection)
		b.sees(
			".detail", "arn:aws:secretsmanager:us-east-1:000000000000:secret:events!connection/orders/",
		)
		b.sees(".detail", destination)
		b.gone("body", secretValue)
		assert.Empty(t, w.Calls(emulatortest.Filter{Operation: "GetSecretValue"}))
		b.press("Show the secret")
		b.sees(".detail", secretValue)
		looks := w.Calls(
			emulatortest.Filter{Operation: "GetSecretValue", Resource: "*events!connection/orders/*"},
		)
		assert.Len(t, looks, 1)
		b.address("#/calls")
		b.sees(".list tbody tr:first-child", "GetSecretValue")
		b.gone("body", secretValue)
	})

	t.Run("have the outcome that is scripted", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/connections/"+here+connection)
		b.sees(".path .now", "AUTHORIZED")
		b.fill(".detail", "reason", "The token endpoint refused.")
		b.press("Set the outcome")
		b.sees(".path .now", "DEAUTHORIZED")
		b.sees(".list tbody .note", "The token endpoint refused.")
	})

	t.Run("are deauthorized and deleted when somebody says yes", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/connections/"+here+connection)
		b.press("Deauthorize")
		b.sees("dialog", "Deauthorize orders? Its secret is removed.")
		b.press("Cancel")
		b.until(`!document.querySelector('dialog')`)
		assert.Empty(t, w.Calls(emulatortest.Filter{Operation: "DeauthorizeConnection"}))
		b.press("Deauthorize")
		b.agree()
		b.sees(".list tbody", "DEAUTHORIZED")
		b.press("Delete")
		b.agree()
		b.sees(".empty", "No connections yet")
	})

	t.Run("are shown a page at a time", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		for i := range 230 {
			w.connect(fmt.Sprintf("c-%03d", i))
		}
		b := browse(t, w.URL(), "#/connections")
		b.sees(".count", "100 of 230")
		b.press("Next page")
		b.sees(".list tbody tr:first-child", "c-100")
		b.press("Next page")
		b.rows(30)
		b.fill(".tools", "name", "c-01?")
		b.rows(10)
	})
}
