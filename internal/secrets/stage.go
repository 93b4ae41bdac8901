package secrets

import "slices"

// The labels that Secrets Manager moves by itself.
const (
	current  = "AWSCURRENT"
	previous = "AWSPREVIOUS"
	pending  = "AWSPENDING"
)

// maxStages is how many labels a version can have (DOCUMENTED).
const maxStages = 20

// holder is the place of the version that has a label, or -1.
func (s *secret) holder(label string) int {
	return slices.IndexFunc(
		s.Versions, func(v version) bool { return slices.Contains(v.Stages, label) },
	)
}

// attach moves a label to the version at a place. The version that AWSCURRENT leaves becomes
// AWSPREVIOUS and is not AWSPENDING any more; every other label stays where it is (RECORDED).
func (s *secret) attach(i int, label string) {
	from := s.holder(label)
	if from == i {
		return
	}
	s.detach(from, label)
	s.Versions[i].Stages = slices.Insert(s.Versions[i].Stages, 0, label)
	if label == current && from >= 0 {
		s.detach(from, pending)
		s.attach(from, previous)
	}
}

// detach takes a label from the version at a place, if that has it.
func (s *secret) detach(i int, label string) {
	if i < 0 {
		return
	}
	v := &s.Versions[i]
	v.Stages = slices.DeleteFunc(v.Stages, func(l string) bool { return l == label })
}
