package orders_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"example.com/orders"
	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestConnect(t *testing.T) {
	emulator := emulatortest.Start(t)
	events := eventbridge.NewFromConfig(emulator.Config())
	for _, key := range []string{"first", "second"} {
		if err := orders.Connect(t.Context(), events, key); err != nil {
			t.Fatal(err)
		}
		if got := emulator.Secret("orders")["api_key_value"]; got != key {
			t.Errorf("the key is %v, want %s", got, key)
		}
	}
}

// Where AWS fails, so does Connect.
func TestConnect_fails(t *testing.T) {
	emulator := emulatortest.Start(t)
	emulator.Fault(emulatortest.Fault{
		Operation: "CreateConnection",
		Error:     &emulatortest.FaultError{Code: "LimitExceededException"},
	})
	events := eventbridge.NewFromConfig(emulator.Config())
	if err := orders.Connect(t.Context(), events, "first"); err == nil {
		t.Error("no error")
	}
}
