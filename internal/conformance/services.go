package conformance

import (
	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/model/sts"
)

// A Service is one whose operations are held to its model, one by one. Nobody answers for it.
type Service struct {
	*awsapi.Service
	Model *Model
}

// Services are all of them, EventBridge first, with their models from the folder of the models.
func Services(models string) ([]Service, error) {
	var all []Service
	for _, s := range []*awsapi.Service{
		events.NewService(struct{ events.Server }{}),
		iam.NewService(struct{ iam.Server }{}),
		secretsmanager.NewService(struct{ secretsmanager.Server }{}),
		sts.NewService(struct{ sts.Server }{}),
	} {
		m, err := Read(models, s.Name)
		if err != nil {
			return nil, err
		}
		all = append(all, Service{s, m})
	}
	return all, nil
}

// About is how an operation is called where several services are spoken of: iam:GetRole. Those of
// EventBridge need no more than their names.
func (s Service) About(operation string) string {
	if s.Name == "events" {
		return operation
	}
	return s.Name + ":" + operation
}
