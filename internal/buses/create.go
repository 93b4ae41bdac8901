package buses

import (
	"context"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateEventBus stores an event bus.
//
// Differs from AWS: an event source of a partner is taken to exist if the bus has its name.
//
// Errors: ValidationException, ResourceAlreadyExistsException, ResourceNotFoundException,
// LimitExceededException, AccessDeniedException.
func (s *Service) CreateEventBus(
	ctx context.Context, in *events.CreateEventBusRequest,
) (*events.CreateEventBusResponse, error) {
	if err := checkName(*in.Name, in.EventSourceName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.CreateEventBusResponse, error) {
		b, err := s.create(tx, in)
		if err != nil {
			return nil, err
		}
		return &events.CreateEventBusResponse{
			EventBusArn:      new(b.arn(tx.Caller)),
			Description:      awsapi.Present(b.Description),
			KmsKeyIdentifier: awsapi.Present(b.KMSKey),
			DeadLetterConfig: b.deadLetters(),
			LogConfig:        b.Log,
		}, nil
	})
}

// checkName refuses a slash in the name of a bus that is no partner's. INFERRED from another
// emulator's text.
func checkName(name string, source *string) error {
	switch {
	case source == nil && strings.Contains(name, "/"):
		return errSlash()
	case source != nil && *source != name:
		return errNoSource(*source)
	}
	return nil
}

func (s *Service) create(tx *transaction.Tx, in *events.CreateEventBusRequest) (*bus, error) {
	given := settings{in.Description, in.KmsKeyIdentifier, in.DeadLetterConfig, in.LogConfig}
	if err := given.check(tx.Caller); err != nil {
		return nil, err
	}
	if err := s.admit(tx, *in.Name); err != nil {
		return nil, err
	}
	b := &bus{Name: *in.Name, Tags: events.TagMap(in.Tags), Created: tx.Now(), Modified: tx.Now()}
	given.apply(tx.Caller, b)
	return b, table.Put(tx, b.Name, b)
}

// admit refuses a name that is taken, and one more than the quota.
func (s *Service) admit(tx *transaction.Tx, name string) error {
	taken, err := find(tx, name)
	if err != nil {
		return err
	}
	if taken != nil {
		return errNameTaken(name)
	}
	if s.Quota == 0 {
		return nil
	}
	n, err := s.count(tx)
	if err == nil && n >= s.Quota {
		err = errQuota()
	}
	return err
}

// count is how many event buses there are beside the default one.
func (s *Service) count(tx *transaction.Tx) (int, error) {
	n, err := table.Count(tx)
	if err != nil {
		return 0, err
	}
	stored, err := table.Get(tx, events.DefaultBus)
	if stored != nil {
		n--
	}
	return n, err
}
