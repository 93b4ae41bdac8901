package iam

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A linkedService is one of AWS's that has a role of its own in an account.
type linkedService struct{ role, policy string }

// linkedServices are those of EventBridge by their names. The role of API destinations is RECORDED,
// the rest DOCUMENTED.
var linkedServices = map[string]linkedService{
	"apidestinations.events.amazonaws.com": {
		role:   "AWSServiceRoleForAmazonEventBridgeApiDestinations",
		policy: "AmazonEventBridgeApiDestinationsServiceRolePolicy",
	},
	"events.amazonaws.com": {
		role:   "AWSServiceRoleForCloudWatchEvents",
		policy: "CloudWatchEventsServiceRolePolicy",
	},
}

// CreateServiceLinkedRole makes the role of a service. The answer has the trust policy with its
// lists (RECORDED). There is no description where none is given (INFERRED: the service gives one to
// the role that it makes itself).
//
// Differs from AWS: EventBridge's roles are the only ones, and none is made by itself.
//
// Errors: InvalidInput.
func (s *Service) CreateServiceLinkedRole(
	ctx context.Context, in *model.CreateServiceLinkedRoleRequest,
) (*model.CreateServiceLinkedRoleResponse, error) {
	c, name := awsapi.CallerFrom(ctx), *in.AWSServiceName
	of, known := linkedServices[name]
	if !known {
		return nil, errNoLinked(name)
	}
	if in.CustomSuffix != nil {
		return nil, errSuffix(name)
	}
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",` +
		`"Principal":{"Service":["` + name + `"]},"Action":["sts:AssumeRole"]}]}`
	path := "/aws-service-role/" + name + "/"
	return update(ctx, s, func(tx *transaction.Tx) (*model.CreateServiceLinkedRoleResponse, error) {
		r := &role{
			Name: of.role, ID: awsapi.NewUniqueID("AROA", c.Account),
			ARN: roleARN(c, path, of.role), Path: path,
			Trust: normalised(parse(trust)), Description: awsapi.ValueOf(in.Description),
			MaxSession: defaultSession, Service: name, Created: tx.Now(),
		}
		policy := "arn:" + c.Partition() + ":iam::aws:policy/aws-service-role/" + of.policy
		if err := r.link(tx, policy); err != nil {
			return nil, err
		}
		out := r.identified()
		out.AssumeRolePolicyDocument = new(encoded(trust))
		return &model.CreateServiceLinkedRoleResponse{Role: out}, nil
	})
}

// link stores a new service-linked role with its policy.
func (r *role) link(tx *transaction.Tx, policy string) error {
	taken, err := roles.Get(tx, key(r.Name))
	if err != nil {
		return err
	}
	if taken != nil {
		return errLinkedTaken(r.Name)
	}
	return r.attach(tx, policy)
}

// A deletion is what is known of a service-linked role that was to be deleted, by the id of the
// task.
type deletion struct{ Role string }

var deletions = transaction.Table[deletion]{Name: "iam-role-deletions"}

// DeleteServiceLinkedRole deletes the role of a service at once. Once more, it names the same task
// (RECORDED).
//
// Errors: NoSuchEntity, InvalidInput.
func (s *Service) DeleteServiceLinkedRole(
	ctx context.Context, in *model.DeleteServiceLinkedRoleRequest,
) (*model.DeleteServiceLinkedRoleResponse, error) {
	return update(ctx, s, func(tx *transaction.Tx) (*model.DeleteServiceLinkedRoleResponse, error) {
		r, err := roles.Get(tx, key(*in.RoleName))
		if err != nil {
			return nil, err
		}
		task, err := deletedBefore(tx, *in.RoleName)
		switch {
		case err != nil:
			return nil, err
		case r != nil:
			task, err = r.unlink(tx, task)
		case task == "":
			err = errNoRole(*in.RoleName)
		}
		return &model.DeleteServiceLinkedRoleResponse{DeletionTaskId: &task}, err
	})
}

// deletedBefore returns the task that deleted a role of that name, if one did.
func deletedBefore(tx *transaction.Tx, name string) (task string, err error) {
	for item, err := range deletions.Scan(tx, "", "") {
		if err != nil {
			return "", err
		}
		if key(item.Value.Role) == key(name) {
			return item.Key, nil
		}
	}
	return "", nil
}

// unlink deletes a service-linked role and returns the task that did, which takes the place of the
// one before.
func (r *role) unlink(tx *transaction.Tx, before string) (task string, err error) {
	if r.Service == "" {
		return "", errNotLinked(r.Name)
	}
	for _, arn := range slices.Clone(r.Attached) {
		if err := r.detach(tx, arn); err != nil {
			return "", err
		}
	}
	task = "task" + r.Path + r.Name + "/" + awsapi.NewUUID()
	err = errors.Join(
		deletions.Delete(tx, before),
		deletions.Put(tx, task, &deletion{r.Name}),
		r.delete(tx),
	)
	return task, err
}

// GetServiceLinkedRoleDeletionStatus says what became of a deletion, which took no time.
//
// Errors: NoSuchEntity, InvalidInput.
func (s *Service) GetServiceLinkedRoleDeletionStatus(
	ctx context.Context, in *model.GetServiceLinkedRoleDeletionStatusRequest,
) (*model.GetServiceLinkedRoleDeletionStatusResponse, error) {
	if !strings.HasPrefix(*in.DeletionTaskId, "task/aws-service-role/") {
		return nil, errTask()
	}
	type answer = model.GetServiceLinkedRoleDeletionStatusResponse
	return view(ctx, s, func(tx *transaction.Tx) (*answer, error) {
		d, err := deletions.Get(tx, *in.DeletionTaskId)
		if err == nil && d == nil {
			err = errNoTask()
		}
		return &answer{Status: new(model.DeletionTaskStatusTypeSucceeded)}, err
	})
}
