package secrets

import (
	"bytes"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// version is one value of a secret. The value stands in the store as it is.
type version struct {
	ID       string
	Created  time.Time
	Accessed time.Time `json:",omitzero"` // the day of the last read; zero is never
	Text     string    `json:",omitzero"` // empty where the value is binary
	Binary   []byte    `json:",omitzero"`
	Stages   []string  `json:",omitempty"` // its staging labels, the last attached first
}

// value is what a request gives a version to hold: a text or bytes, or neither.
type value struct {
	text   string
	binary []byte
}

// largestValue is how many bytes a value can have (DOCUMENTED).
const largestValue = 65536

// valueOf reads a value out of a request.
//
// Errors: InvalidParameterException for a text together with bytes, ValidationException for a text
// of so many characters as the model admits, and more bytes.
func valueOf(text *awsapi.Secret, binary []byte) (value, error) {
	if text != nil && binary != nil {
		return value{}, errBoth()
	}
	if len(awsapi.ValueOf(text).Reveal()) > largestValue {
		return value{}, errTooLarge()
	}
	return value{awsapi.ValueOf(text).Reveal(), binary}, nil
}

// absent tells whether there is neither; the model lets no value be empty.
func (v value) absent() bool { return v.text == "" && v.binary == nil }

func (v version) holds(given value) bool {
	return v.Text == given.text && bytes.Equal(v.Binary, given.binary)
}

// maxVersions is how many versions a secret keeps (DOCUMENTED: about 100).
const maxVersions = 100

// add makes the value a new version with the labels, or AWSCURRENT where none are given. A secret
// has an AWSCURRENT from its first version on (RECORDED).
//
// Errors: LimitExceededException.
func (s *secret) add(now time.Time, id string, given value, labels []string) error {
	made := version{ID: id, Created: now, Text: given.text, Binary: given.binary}
	s.Versions = slices.Insert(s.Versions, 0, made)
	s.Changed = now
	if labels == nil || s.holder(current) < 0 {
		s.attach(0, current)
	}
	for _, label := range labels {
		s.attach(0, label)
	}
	return s.prune()
}

// prune forgets the oldest versions without a label where there are too many.
//
// Differs from AWS: a version without a label can be forgotten before it is a day old, and that of
// a managed secret is at once; AWS keeps both for a day at least.
func (s *secret) prune() error {
	kept := maxVersions
	if s.Owner != "" {
		kept = 0
	}
	for i := len(s.Versions) - 1; i >= 0 && len(s.Versions) > kept; i-- {
		if len(s.Versions[i].Stages) == 0 {
			s.Versions = slices.Delete(s.Versions, i, i+1)
		}
	}
	if len(s.Versions) > maxVersions {
		return errTooManyVersions()
	}
	return nil
}

// place is where the version with an id stands among the secret's, or -1.
func (s *secret) place(id string) int {
	return slices.IndexFunc(s.Versions, func(v version) bool { return v.ID == id })
}

// version finds a version by its id, its label or both, which must agree (DOCUMENTED).
func (s *secret) version(id, label *string) (int, error) {
	if id == nil {
		wanted := awsapi.ValueOr(label, current)
		i := s.holder(wanted)
		if i < 0 {
			return 0, errNoVersion("staging label", wanted)
		}
		return i, nil
	}
	i := s.place(*id)
	if i < 0 {
		return 0, errNoVersion("VersionId", *id)
	}
	if label != nil && !slices.Contains(s.Versions[i].Stages, *label) {
		return 0, errOtherStage()
	}
	return i, nil
}

// versionsToStages shows which version has which labels; it is absent where there is no version
// (RECORDED), and a version without a label is not in it (DOCUMENTED).
func (s *secret) versionsToStages() map[string][]string {
	var out map[string][]string
	for _, v := range s.Versions {
		if len(v.Stages) == 0 {
			continue
		}
		if out == nil {
			out = make(map[string][]string, len(s.Versions))
		}
		out[v.ID] = v.Stages
	}
	return out
}
