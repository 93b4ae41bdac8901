package rules

import "github.com/eventbridge-connections/emulator/internal/transaction"

// Tags are those of a rule of the transaction's caller, named as in its ARN.
//
// Errors: ResourceNotFoundException.
func (s *Service) Tags(tx *transaction.Tx, path string) (map[string]string, error) {
	r, err := s.named(tx, path)
	if err != nil {
		return nil, err
	}
	return r.Tags, nil
}

// SetTags replaces the tags of a rule of the transaction's caller, named as in its ARN.
//
// Errors: ResourceNotFoundException.
func (s *Service) SetTags(tx *transaction.Tx, path string, tags map[string]string) error {
	r, err := s.named(tx, path)
	if err != nil {
		return err
	}
	r.Tags = tags
	return r.put(tx)
}

// named returns the rule that an ARN names, in the words of AWS if its event bus or the rule is not
// there.
func (s *Service) named(tx *transaction.Tx, path string) (*rule, error) {
	bus, name := split(path)
	if err := s.Buses.MustExist(tx, bus); err != nil {
		return nil, err
	}
	return get(tx, bus, name)
}
