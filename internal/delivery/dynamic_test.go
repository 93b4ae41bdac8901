package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

func TestService_dynamic(t *testing.T) {
	t.Parallel()
	bubble(t, "the values of a target's parameters are those of the event", func(w *world) {
		w.destination("a", 0).HttpParameters = &events.HttpParameters{
			PathParameterValues:   []string{"$.detail.id"},
			HeaderParameters:      map[string]string{"X-Source": "$.source", "X-Plain": "of $.source"},
			QueryStringParameters: map[string]string{"type": "$.detail-type", "none": "$.detail.none"},
		}
		w.destinations[arn("a")].Endpoint.URL += "/*"
		defer w.run()()
		w.put(1)
		w.settle()
		request := w.one().Request
		assert.Contains(w.t, request.Headers, invocation.Field{Name: "X-Source", Value: "shop.orders"})
		assert.Contains(w.t, request.Headers, invocation.Field{Name: "X-Plain", Value: "of $.source"})
		assert.Equal(w.t, "https://a.example.com/orders/1?none=&type=Placed", request.URL)
		assert.Equal(w.t, delivery.Delivered, w.one().Outcome)
	})
	bubble(t, "they come with every attempt, after a restart too", func(w *world) {
		w.destination("a", 0).HttpParameters = &events.HttpParameters{
			HeaderParameters: map[string]string{"X-Source": "$.source"},
		}
		w.answer = status(500)
		end := w.run()
		w.put(1)
		w.settle()
		end()
		w.restart()
		w.answer = status(200)
		defer w.run()()
		w.advance(60e9)
		w.settle()
		assert.Len(w.t, w.calls, 2)
		for _, call := range w.calls {
			assert.Contains(w.t, call.message.Headers, invocation.Field{Name: "X-Source", Value: "shop.orders"})
		}
	})
}
