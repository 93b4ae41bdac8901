package transform_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

func TestDynamic(t *testing.T) {
	t.Parallel()
	e := awsapi.Event{
		Source: "orchard", DetailType: "Picked",
		Detail: json.RawMessage(`{"id":7,"tree":"a/b","none":null,"in":{"row":[1,"two"]}}`),
	}
	assert.Equal(t, map[string]string{
		"$.source": "orchard", "$.detail-type": "Picked", "$.detail.id": "7", "$.detail.tree": "a/b",
		"$.detail.none": "null", "$.detail.in": "{row:[1,two]}", "$.detail.in.row[1]": "two", "$.nothing": "",
	}, transform.Dynamic(e, []string{
		"$.source", "$.detail-type", "$.detail.id", "$.detail.tree", "$.detail.none", "$.detail.in",
		"$.detail.in.row[1]", "$.nothing", "id is $.detail.id", "$", "", "$.detail.", "plain",
	}))
	assert.Empty(t, transform.Dynamic(e, []string{"plain"}))
	assert.Empty(t, transform.Dynamic(e, nil))
}
