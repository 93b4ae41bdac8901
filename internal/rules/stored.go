package rules

import (
	"errors"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable { return []store.AnyTable{table.Stored(), targets.Stored()} }

var errPlace = errors.New("its name is not that of its place")

// checkStoredRule refuses a rule that no PutRule could have stored.
func checkStoredRule(owner awsapi.Caller, key string, r *rule) error {
	if r.key() != key {
		return errPlace
	}
	if err := r.describe(owner).Check(); err != nil {
		return err
	}
	tags := events.ListTagsForResourceResponse{Tags: events.TagList(r.Tags)}
	if err := tags.Check(); err != nil {
		return err
	}
	put := &events.PutRuleRequest{
		EventBusName: &r.Bus, EventPattern: &r.Pattern,
		ScheduleExpression: awsapi.Present(r.Schedule), RoleArn: awsapi.Present(r.RoleARN),
	}
	return new(Service).check(put)
}

// checkStoredTarget refuses a target that no PutTargets could have stored.
func checkStoredTarget(_ awsapi.Caller, key string, t *target) error {
	read, err := events.ParseTarget(t.Model)
	if err != nil {
		return err
	}
	rule, isTarget := strings.CutSuffix(key, " "+*read.Id)
	if !isTarget || *read.Arn != t.ARN {
		return errPlace
	}
	bus, name, _ := strings.Cut(rule, " ")
	out := events.DescribeRuleResponse{Name: &name, EventBusName: &bus}
	return out.Check()
}
