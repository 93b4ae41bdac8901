package events

import (
	"maps"
	"slices"
)

// TagMap is tags by their keys. Of a key that is there twice the last one counts (UNKNOWN).
func TagMap(list []Tag) map[string]string {
	if len(list) == 0 {
		return nil
	}
	tags := map[string]string{}
	for _, t := range list {
		tags[*t.Key] = *t.Value
	}
	return tags
}

// TagList is tags in the order of their keys, as EventBridge lists them (RECORDED). It is never
// nil.
func TagList(tags map[string]string) []Tag {
	list := make([]Tag, 0, len(tags))
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, Tag{Key: &key, Value: new(tags[key])})
	}
	return list
}
