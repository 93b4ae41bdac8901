package rules_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/rules"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const destination = "arn:aws:events:eu-west-1:111122223333:api-destination/shop/5f4dcc3b-5aa7-4d61-8327-deb882cf99aa"

func queue(id, name string) events.Target {
	return events.Target{Id: &id, Arn: new("arn:aws:sqs:eu-west-1:111122223333:" + name)}
}

func TestService_Targets(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.watch("a", shop)
	r.watch("a-1", shop)
	query := queue("b", "orders")
	query.RedshiftDataParameters = &events.RedshiftDataParameters{
		Database: new("shop"), Sql: new(
			awsapi.NewSecret("select 'hunter2'"),
		), Sqls: []awsapi.Secret{awsapi.NewSecret("select 'hunter3'")},
	}
	r.target("a", query, queue("A", "orders"))
	r.target("a-1", queue("c", "orders"))

	targets, err := transaction.View(r.ctx(), r.Store, func(
		tx *transaction.Tx,
	) ([]events.Target, error) {
		return r.Targets(tx, events.DefaultBus, "a")
	})
	require.NoError(t, err)
	assert.Equal(t, []events.Target{queue("A", "orders"), query}, targets, "secrets are kept")
}

func TestTables_redact(t *testing.T) {
	t.Parallel()
	row := store.Row{Table: "targets", Value: json.RawMessage(`{"ARN":"arn:aws:sqs:::a","Model":` +
		`{"Id":"b","Arn":"arn:aws:sqs:::a","Input":"{}","AppSyncParameters":{"GraphQLOperation":"hunter2"}}}`)}
	for _, table := range rules.Tables() {
		if table.TableName() == row.Table {
			require.NoError(t, table.RedactRow(&row))
		}
	}
	assert.JSONEq(
		t,
		`{"ARN":"arn:aws:sqs:::a","Model":{"Id":"b","Arn":"arn:aws:sqs:::a","Input":"{}","AppSyncParameters":{"GraphQLOperation":"***"}}}`,
		string(row.Value),
	)
}

func TestService_PutTargets_deadLetters(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.watch("a", shop)
	wrong := queue("1", "orders")
	wrong.DeadLetterConfig = &events.DeadLetterConfig{Arn: new("letters")}
	_, err := r.PutTargets(
		r.ctx(), &events.PutTargetsRequest{Rule: new("a"), Targets: []events.Target{wrong}},
	)
	assert.Equal(
		t,
		awsapi.Validation(
			"Parameter letters is not valid. Reason: Provided Arn is not in correct format.",
		),
		err,
	)
}

// TestService_PutTargets_quota: a quota below what there is keeps nobody from changing that.
func TestService_PutTargets_quota(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.watch("a", shop)
	r.target("a", queue("1", "orders"), queue("2", "orders"))
	r.TargetQuota = 1
	r.target("a", queue("1", "others"))
	_, err := r.PutTargets(
		r.ctx(),
		&events.PutTargetsRequest{Rule: new("a"), Targets: []events.Target{queue("3", "orders")}},
	)
	assert.Equal(
		t,
		awsapi.Errorf(
			"LimitExceededException", "The requested resource exceeds the maximum number allowed.",
		),
		err,
	)
}

// TestService_PutTargets_log: who runs the emulator is told once for each rule that it does not
// call what Terraform sends.
func TestService_PutTargets_log(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.watch("a", shop)
	r.watch("b", shop)
	r.target(
		"a",
		events.Target{
			Id: new("1"), Arn: new(destination), RoleArn: new("arn:aws:iam::111122223333:role/shop"),
		},
	)
	assert.Empty(t, r.log.String())
	r.target("a", queue("2", "orders"), queue("3", "orders"))
	r.target("a", queue("4", "orders"))
	r.target("b", queue("1", "orders"))
	const said = `level=WARN msg="target is kept and not called, as it is no API destination" rule=arn:aws:events:eu-west-1:111122223333:rule/`
	assert.Equal(t, 2, strings.Count(r.log.String(), said), r.log.String())
	assert.Equal(t, 1, strings.Count(r.log.String(), said+"a "))
}
