package iam

import "github.com/eventbridge-connections/emulator/internal/transaction"

// Assumable is what STS asks of roles.
type Assumable struct{}

// Assumable returns the id of the role of an ARN, empty where there is none, and how long its
// sessions may last, in seconds. The role may be of any account.
func (Assumable) Assumable(tx *transaction.Tx, arn string) (id string, longest int, err error) {
	r, err := roleOf(tx, arn)
	if err != nil || r == nil {
		return "", 0, err
	}
	return r.ID, r.MaxSession, nil
}
