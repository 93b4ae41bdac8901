package secrets

import (
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// secret is what is stored under a secret's name.
type secret struct {
	Name        string
	ARN         string
	Owner       string `json:",omitzero"` // the service that manages it, if one does
	Description string `json:",omitzero"`
	KMSKeyID    string `json:",omitzero"`
	Policy      string `json:",omitzero"` // as it is shown
	Tags        []tag  `json:",omitzero"` // nil where it never had one
	Unrotated   bool   `json:",omitzero"` // its rotation was cancelled
	Token       string `json:",omitzero"` // of the request that created it
	Created     time.Time
	Changed     time.Time
	Accessed    time.Time `json:",omitzero"` // the day of the last read; zero is never
	Deleted     time.Time `json:",omitzero"` // when it was marked for deletion
	Gone        time.Time `json:",omitzero"` // when it is deleted; zero is never
	Versions    []version // the newest first
}

// owner is the service that manages secrets here.
const owner = "events"

// ownerTag is the key of the tag that says so (RECORDED).
const ownerTag = "aws:secretsmanager:owningService"

var table = transaction.Table[secret]{
	Name: "secrets", Redact: (*secret).redact, Check: transaction.CheckOwned(checkStoredSecret),
}

// put stores the secret until it is to be deleted.
func (s *secret) put(tx *transaction.Tx) error { return table.PutUntil(tx, s.Name, s, s.Gone) }

// nameForm is what a name is made of (RECORDED as a sentence).
var nameForm = awsapi.NewPattern(`[A-Za-z0-9/_+=.@!-]+`)

// suffixed is a name in an ARN that ends as if random characters were there.
var suffixed = awsapi.NewPattern(`.*-[A-Za-z0-9]{6}`)

// find returns the secret that an id names: its name, its ARN, or its ARN without the random
// characters at the end (DOCUMENTED), unless its name looks as if it had some (RECORDED). An ARN of
// another account or region names nothing here.
//
// Errors: ValidationException, ResourceNotFoundException.
func find(tx *transaction.Tx, id string) (*secret, error) {
	name, arn := id, strings.HasPrefix(id, "arn:")
	switch {
	case arn:
		name = named(id)
	case !nameForm.Match(id):
		return nil, errName()
	}
	s, err := table.Get(tx, name)
	if err != nil {
		return nil, err
	}
	if s == nil || arn && id != s.ARN && id != partial(s.ARN) {
		return nil, errNotFound()
	}
	return s, nil
}

// named is the name in an ARN, with random characters at the end or without.
func named(arn string) string {
	name := nameIn(arn)
	if suffixed.Match(name) {
		return partial(name)
	}
	return name
}

// nameIn cuts out of an ARN what stands after "secret:".
func nameIn(arn string) string {
	_, name, _ := strings.Cut(arn, ":secret:")
	return name
}

// partial is an ARN, or the name at its end, without the hyphen and the random characters.
func partial(arn string) string {
	return arn[:max(len(arn)-len("-")-suffixLength, 0)]
}

// arnOf makes the ARN of a new secret.
func arnOf(c awsapi.Caller, name string) string {
	return c.ARN("secretsmanager", "secret:"+name+"-"+suffix())
}

// readable returns the error of a secret that was marked for deletion.
func (s *secret) readable() error {
	if s.Deleted.IsZero() {
		return nil
	}
	return errMarked()
}

// changeable returns the error of a secret that its caller cannot change: its owner alone may,
// also while it is marked for deletion (INFERRED).
func (s *secret) changeable() error {
	if s.Owner != "" {
		return errOwned(s.Owner)
	}
	return s.readable()
}

// read notes the day of a read and tells whether that is news: AWS keeps no more than the day
// (RECORDED).
func (s *secret) read(now time.Time, versionID string) bool {
	day, news := dayOf(now), false
	for i := range s.Versions {
		if v := &s.Versions[i]; v.ID == versionID && !v.Accessed.Equal(day) {
			v.Accessed, news = day, true
		}
	}
	if !s.Accessed.Equal(day) {
		s.Accessed, news = day, true
	}
	return news
}

func dayOf(now time.Time) time.Time { return now.UTC().Truncate(24 * time.Hour) }
