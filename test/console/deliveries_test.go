package console_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestDestinations(t *testing.T) {
	t.Parallel()

	t.Run("show who leads there and what they would be sent", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/destinations")
		b.press(destination)
		b.sees(".detail li", rule+" on default")
		b.fill(".detail", "body", `{"id":41}`)
		b.press("Show the request")
		b.sees(".lines", "POST https://api.example.com/invoices")
		b.sees(".lines tr", `{"id":41}`)
		b.until(
			`[...document.querySelectorAll('.lines tr')].some(r => r.innerText.startsWith('X-Key: ***') && r.innerText.trim().endsWith('connection'))`,
		)
		b.sees(".detail .note", "No route leads there")
	})

	t.Run("take a test event", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		w.endpoint()
		b := browse(t, w.URL(), "#/destinations/"+here+destination)
		b.press("Send a test event")
		b.sees(".list tbody tr:first-child", "delivered")
		b.until(`location.hash.startsWith('#/deliveries?event=')`)
	})
}

func TestRules(t *testing.T) {
	t.Parallel()

	t.Run("say which an event is for, and what parts it from the others", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		w.rule("other", `{"detail-type":["Order Cancelled"]}`)
		b := browse(t, w.URL(), "#/rules")
		b.press("Which rules is an event for?")
		b.press("Match")
		b.sees(".above tr", "order-placed\tmatches")
		b.sees(".above tr", `detail-type is to be ["Order Cancelled"]`)
		b.fill(".above", "event", `{`)
		b.press("Match")
		b.sees("#notice.bad", "The event is not JSON")
	})

	t.Run("show what their targets would be sent", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/rules/"+here+"default/"+rule)
		b.sees(".detail", `"numeric": [`)
		b.press("Show the requests")
		b.sees(".lines", `"detail":{"id":7,"total":120}`)
	})
}

func TestDeliveries(t *testing.T) {
	t.Parallel()

	t.Run("draw their attempts, and are sent again when dead", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		w.endpoint(http.StatusServiceUnavailable, http.StatusServiceUnavailable)
		b := browse(t, w.URL(), "#/deliveries")
		b.live()
		b.sees(".empty", "No event has gone anywhere yet")
		w.order()
		b.sees(".list tbody", "Order Placed")
		w.Advance(time.Hour)
		b.sees(".list tbody tr", "dead")
		b.press("Order Placed")
		b.until(`document.querySelectorAll('.path li').length === 2`)
		b.sees(".path li", "503")
		b.sees(".detail", "ERROR_CODE")
		b.press("Send again")
		b.sees(".detail", "delivered")
		assert.NotEmpty(t, w.Deliveries(emulatortest.DeliveryFilter{Outcome: "delivered"}))
	})

	t.Run("say why they are not sent", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		w.order()
		b := browse(t, w.URL(), "#/deliveries?outcome=unsent")
		b.sees(".list tbody .note", "no route leads to https://api.example.com")
	})
}
