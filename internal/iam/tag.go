package iam

import (
	"slices"
	"strconv"
	"strings"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
)

type tag struct{ Key, Value string }

// maxTags is how many tags a role or a policy can have (DOCUMENTED).
const maxTags = 50

// sameRoleTag compares keys of a role's tags, without regard to case (RECORDED).
func sameRoleTag(a, b string) bool { return strings.EqualFold(a, b) }

// samePolicyTag compares keys of a managed policy's tags, with regard to case (RECORDED).
func samePolicyTag(a, b string) bool { return a == b }

// tagged adds tags to those that are there. One whose key is there replaces it, key and value
// (RECORDED).
func tagged(old []tag, added []model.Tag, same func(a, b string) bool) ([]tag, error) {
	if err := checkTags(added, same); err != nil {
		return nil, err
	}
	all := slices.Clone(old)
	for _, a := range added {
		at := slices.IndexFunc(all, func(t tag) bool { return same(t.Key, *a.Key) })
		if at < 0 {
			all = append(all, tag{*a.Key, *a.Value})
			continue
		}
		all[at] = tag{*a.Key, *a.Value}
	}
	if len(all) > maxTags {
		return nil, errTags()
	}
	return all, nil
}

// checkTags refuses a key that is given twice, and those that are AWS's.
func checkTags(added []model.Tag, same func(a, b string) bool) error {
	for i, a := range added {
		if slices.ContainsFunc(added[:i], func(b model.Tag) bool { return same(*a.Key, *b.Key) }) {
			return errTagTwice()
		}
		if strings.HasPrefix(strings.ToLower(*a.Key), "aws:") {
			return errTagReserved()
		}
	}
	return nil
}

// untagged takes tags away, and minds none that is not there.
func untagged(old []tag, keys []string, same func(a, b string) bool) []tag {
	return slices.DeleteFunc(old, func(t tag) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return same(t.Key, key) })
	})
}

func (t *tag) entry() model.Tag { return model.Tag{Key: &t.Key, Value: &t.Value} }

// shown are the tags as answers have them, absent when there are none (RECORDED).
func shown(tags []tag) (out []model.Tag) {
	for i := range tags {
		out = append(out, tags[i].entry())
	}
	return out
}

// inOrder yields what a record has several of. The place of each is its number.
func inOrder[T any](all []T) func(after string) page.Items[T] {
	return func(after string) page.Items[T] {
		last, err := strconv.Atoi(after)
		if err != nil {
			last = -1
		}
		return func(yield func(page.Item[T], error) bool) {
			for i := last + 1; i < len(all); i++ {
				if !yield(page.Item[T]{Key: strconv.Itoa(i), Value: &all[i]}, nil) {
					return
				}
			}
		}
	}
}
