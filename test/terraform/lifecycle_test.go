package terraform_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestConnection_Lifecycle takes each example that users are shown through all that Terraform does
// to a connection.
func TestConnection_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	// By example, the variable that holds its secret.
	examples := map[string]string{
		"api-key":                    "api_key",
		"basic":                      "password",
		"oauth":                      "client_secret",
		"invocation-http-parameters": "password",
		"private":                    "password",
		"cmk":                        "password",
		"secret":                     "password",
	}
	for name, secret := range examples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := lifecycle{
				t:        t,
				source:   filepath.Join("../../examples/terraform", name),
				endpoint: binary.Start(t, "-ephemeral").URL,
				changes:  []string{"-var=description=Another description", "-var=" + secret + "=Another1234!"},
			}
			l.module = initModule(t, l.source, l.endpoint)
			l.create()
			l.update()
			l.importByName()
			l.recreate()
			l.destroy()
		})
	}
}

// lifecycle is one example's way through the test; its steps are made in order.
type lifecycle struct {
	*module
	t        *testing.T
	source   string
	endpoint string
	changes  []string // another description and another secret
	arn      any
}

func (l *lifecycle) create() {
	l.apply()
	l.requirePlan(planEmpty)
	attributes := l.attributes()
	l.arn = attributes["arn"]
	assert.Equal(l.t, "A connection description", attributes["description"])
	assert.Regexp(
		l.t,
		`^arn:aws:events:us-east-1:000000000000:connection/ngrok-connection/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
		l.arn,
	)
	assert.Regexp(l.t, `^arn:aws:secretsmanager:us-east-1:000000000000:secret:`+
		`events!connection/ngrok-connection/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9A-Za-z]{6}$`, attributes["secret_arn"])
}

func (l *lifecycle) update() {
	require.Equal(l.t, "update", l.planned(l.changes...))
	l.apply("plan.out")
	l.requirePlan(planEmpty, l.changes...)
	attributes := l.attributes()
	assert.Equal(l.t, "Another description", attributes["description"])
	assert.Equal(l.t, l.arn, attributes["arn"], "ARN after an update")
}

// importByName reads the connection into a second state, which then knows all of the first but the
// secrets.
func (l *lifecycle) importByName() {
	second := initModule(l.t, l.source, l.endpoint)
	second.run("import", address, "ngrok-connection")
	assert.Equal(l.t, withoutSecrets(l.attributes()), withoutSecrets(second.attributes()))
}

// recreate deletes the connection behind Terraform's back.
func (l *lifecycle) recreate() {
	deleteConnection(l.t, l.endpoint, "us-east-1", "ngrok-connection")
	l.requirePlan(planChanges, l.changes...)
	l.apply(l.changes...)
	assert.NotEqual(l.t, l.arn, l.attributes()["arn"], "ARN of another connection under the same name")
}

func (l *lifecycle) destroy() {
	l.module.destroy(l.changes...)
	requireGone(l.t, l.endpoint, "us-east-1", "ngrok-connection")
}

// withoutSecrets is the attribute tree without the values that no answer of EventBridge holds.
func withoutSecrets(tree any) any {
	switch tree := tree.(type) {
	case []any:
		list := make([]any, len(tree))
		for i, v := range tree {
			list[i] = withoutSecrets(v)
		}
		return list
	case map[string]any:
		return block(tree)
	}
	return tree
}

func block(attributes map[string]any) map[string]any {
	kept := map[string]any{}
	for name, v := range attributes {
		if !isSecret(name, attributes) {
			kept[name] = withoutSecrets(v)
		}
	}
	return kept
}

// isSecret knows a value by its block: is_value_secret marks a parameter's, and an API key, the
// other block with a value, has no such mark.
func isSecret(name string, block map[string]any) bool {
	if name != "value" {
		return name == "password" || name == "client_secret"
	}
	return block["is_value_secret"] != false
}
