package console_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestCalls(t *testing.T) {
	t.Parallel()

	t.Run("say what to type first, and then come by themselves", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "")
		b.live()
		b.sees(".first", "export AWS_ENDPOINT_URL="+w.URL())
		b.sees(".first", "aws events create-connection --name orders")
		b.sees(".first", `resource "aws_cloudwatch_event_connection" "orders"`)
		w.connect(connection)
		b.sees(".list tbody tr:first-child", "CreateConnection")
		w.misspelled()
		b.sees(".list tbody tr:first-child", "Did you mean AWSEvents.CreateConnection?")
		b.rows(2)
	})

	t.Run("are filtered by the address, which a reload keeps", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/calls")
		b.sees(".list tbody", "CreateConnection")
		b.fill(".tools", "operation", "*Rule")
		b.rows(1)
		assert.Equal(t, "#/calls?operation=*Rule", eval[string](b, `location.hash`))
		b.js(`location.reload()`)
		b.sees(".list tbody", "PutRule")
		b.rows(1)
		assert.Equal(t, "*Rule", eval[string](b, `document.querySelector('[name=operation]').value`))
		b.fill(".tools", "operation", "")
		b.fill(".tools", "text", "shop.ORDERS")
		b.until(`location.hash === '#/calls?text=shop.ORDERS'`)
		b.rows(1)
		b.fill(".tools", "outcome", "error")
		b.sees(".empty", "Nothing is like that.")
	})

	t.Run("open to request and response", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/calls/1")
		b.sees(".detail h3", "CreateConnection")
		b.sees(".detail", `"ApiKeyValue": "***"`)
		b.sees(".detail", `"ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/orders/`)
		b.gone("body", secretValue)
		b.press("×")
		b.until(`document.querySelector('.detail').hidden && location.hash === '#/calls'`)
	})

	t.Run("are copied as curl and as AWS CLI", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		_, err := w.client.DescribeConnection(
			t.Context(), &eventbridge.DescribeConnectionInput{Name: new("it-s")},
		)
		require.Error(t, err)
		b := browse(t, w.URL(), "#/calls/1")
		b.js(`navigator.clipboard.writeText = async text => { window.copied = text; }`)
		b.press("Copy as AWS CLI")
		b.until(`window.copied?.startsWith('aws ')`)
		assert.Equal(t, "aws --endpoint-url "+w.URL()+` --region us-east-1 events describe-connection \`+
			"\n"+
			`  --cli-input-json '{"Name":"it-s"}'`, eval[string](b, `window.copied`))
		b.press("Copy as curl")
		b.until(`window.copied?.startsWith('curl ')`)
		assert.Equal(t, "curl "+w.URL()+`/ --aws-sigv4 'aws:amz:us-east-1:events' --user test:test \`+
			"\n"+
			`  -H 'X-Amz-Target: AWSEvents.DescribeConnection' \`+"\n"+
			`  -H 'Content-Type: application/x-amz-json-1.1' \`+"\n"+`  -d '{"Name":"it-s"}'`,
			eval[string](b, `window.copied`))
	})

	t.Run("fail next time", func(t *testing.T) {
		t.Parallel()
		w := furnished(t)
		b := browse(t, w.URL(), "#/calls/1")
		b.fill(".detail", "error", "LimitExceededException")
		b.press("Make it fail next time")
		b.sees("#notice", "The next CreateConnection fails with LimitExceededException.")
		_, err := w.create(connection) // which the SDK tries again
		require.Error(t, err)
		assert.Len(t, w.Calls(emulatortest.Filter{Outcome: "LimitExceededException"}), 1)
		b.sees(".list tbody tr", "LimitExceededException")
	})
}

func TestCalls_places(t *testing.T) {
	t.Parallel()

	t.Run("new ones do not move what somebody reads", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		b := browse(t, w.URL(), "#/calls")
		b.live()
		for range 80 {
			w.list()
		}
		b.rows(80)
		w.list()
		b.rows(81)
		b.js(`document.querySelector('.list').scrollTop = 600`)
		b.until(`document.querySelector('.list').scrollTop === 600`)
		w.list()
		b.sees(".newer", "1 newer")
		b.rows(81)
		b.press("1 newer")
		b.rows(82)
		b.until(`document.querySelector('.list').scrollTop === 0`)
	})

	t.Run("there is a page at a time", func(t *testing.T) {
		t.Parallel()
		w := start(t)
		for range 250 {
			w.list()
		}
		b := browse(t, w.URL(), "#/calls")
		b.sees(".count", "100 of 250")
		b.press("Next page")
		b.sees(".count", "100 of 150")
		b.press("Next page")
		b.rows(50)
		b.press("First page")
		b.sees(".count", "100 of 250")
	})
}
