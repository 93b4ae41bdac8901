package main

import (
	"encoding/json"
	"fmt"
	"slices"
)

// trim keeps the named operations with every shape that they reach, and of the
// other operations the name: most models are far larger than what is served of them.
func (t *tree) trim(names []string) error {
	operations, shapes := t.get("operations"), t.get("shapes")
	if operations == nil || shapes == nil {
		return fmt.Errorf("the model has no operations or no shapes")
	}
	for i, op := range operations.members {
		if !slices.Contains(names, op.Name) {
			operations.members[i].Value = tree{object: true, members: ordered[tree]{{Name: "name", Value: *op.Value.get("name")}}}
		}
	}
	reached := map[string]bool{}
	operations.reach(shapes, reached)
	shapes.members = slices.DeleteFunc(shapes.members, func(e entry[tree]) bool { return !reached[e.Name] })
	return nil
}

// reach notes the shapes that a part of the model refers to, and those that they are made of.
func (t *tree) reach(shapes *tree, reached map[string]bool) {
	for i, m := range t.members {
		switch {
		case m.Value.object:
			t.members[i].Value.reach(shapes, reached)
		case m.Name == "shape", m.Name == "errors":
			for _, name := range m.Value.references() {
				follow(name, shapes, reached)
			}
		}
	}
}

func follow(name string, shapes *tree, reached map[string]bool) {
	if s := shapes.get(name); s != nil && !reached[name] {
		reached[name] = true
		s.reach(shapes, reached)
	}
}

// references reads "Name" and [{"shape":"Name"},…].
func (t *tree) references() []string {
	var name string
	if json.Unmarshal(t.other, &name) == nil {
		return []string{name}
	}
	var list []ref
	json.Unmarshal(t.other, &list)
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = r.Shape
	}
	return names
}

func (t *tree) get(name string) *tree {
	for i, m := range t.members {
		if m.Name == name {
			return &t.members[i].Value
		}
	}
	return nil
}
