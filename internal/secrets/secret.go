package secrets

import (
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// secret is a managed secret as it is stored, under its name.
type secret struct {
	Name     string
	ARN      string
	KMSKeyID string `json:",omitzero"`
	Created  time.Time
	Changed  time.Time
	Accessed time.Time `json:",omitzero"` // the day of the last read; zero is never
	Deleted  time.Time `json:",omitzero"` // when it was marked for deletion
	Versions []version // the current one first
}

// version is one value of a secret. The text stands in the store as it is.
type version struct {
	ID       string // an upper-case UUID (RECORDED)
	Created  time.Time
	Accessed time.Time `json:",omitzero"` // the day of the last read; zero is never
	Text     string
}

// owner names the service that owns the secrets, in their names and their tag.
const owner = "events"

// ownerTag is the key of the tag that says so (RECORDED).
const ownerTag = "aws:secretsmanager:owningService"

// stages are what the versions of a secret are labelled, the newest first.
//
// Differs from AWS: a version that has no label any more is gone at once; AWS
// keeps it for a day at least.
var stages = [...]string{"AWSCURRENT", "AWSPREVIOUS"}

var table = transaction.Table[secret]{Name: "secrets"}

// find returns the secret that an id names: its name, its ARN, or its ARN
// without the random characters at the end (DOCUMENTED). An ARN of another
// account or region names nothing here.
//
// Errors: ResourceNotFoundException.
func find(tx *transaction.Tx, id string) (*secret, error) {
	names := []string{id}
	arn := strings.HasPrefix(id, "arn:")
	if arn {
		names = []string{partial(nameIn(id)), nameIn(id)}
	}
	for _, name := range names {
		s, err := table.Get(tx, name)
		if err != nil {
			return nil, err
		}
		if s != nil && (!arn || id == s.ARN || id == partial(s.ARN)) {
			return s, nil
		}
	}
	return nil, errNotFound()
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

// readable returns the error of a secret that was marked for deletion.
func (s *secret) readable() error {
	if s.Deleted.IsZero() {
		return nil
	}
	return errMarked()
}

// stagesOf are the labels of the version at an index.
func stagesOf(i int) []string { return stages[i : i+1 : i+1] }

// versionsToStages shows which version has which labels.
func (s *secret) versionsToStages() map[string][]string {
	out := make(map[string][]string, len(s.Versions))
	for i, v := range s.Versions {
		out[v.ID] = stagesOf(i)
	}
	return out
}

// read notes the day of a read and tells whether that is news: AWS keeps no more than the day (RECORDED).
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
