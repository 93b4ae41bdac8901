package transform

import (
	"regexp"
	"strconv"
)

// A path leads from an event to a part of it.
type path []step

// A step is a member of an object, or an element of a list.
type step struct {
	name  string
	index int // where name is empty; below 0 it is every element
}

const everyElement = -1

// pathForm is the part of JSONPath that AWS accepts (RECORDED).
var pathForm = regexp.MustCompile(`^\$(\.[A-Za-z0-9_/-]+|\[[0-9]+\]|\[\*\])*$`)

var stepForm = regexp.MustCompile(`\.([A-Za-z0-9_/-]+)|\[([0-9]+|\*)\]`)

// parsePath returns false for a text that is no path.
func parsePath(text string) (path, bool) {
	if !pathForm.MatchString(text) {
		return nil, false
	}
	p := path{}
	for _, found := range stepForm.FindAllStringSubmatch(text, -1) {
		switch index := found[2]; index {
		case "":
			p = append(p, step{name: found[1]})
		case "*":
			p = append(p, step{index: everyElement})
		default:
			n, err := strconv.Atoi(index)
			if err != nil {
				return nil, false
			}
			p = append(p, step{index: n})
		}
	}
	return p, true
}

// find returns what the path leads to, or nil. A path through every element of a list leads to the
// list of what it finds (RECORDED). One through the elements of several leads to lists in a list
// (UNKNOWN).
func (p path) find(from *value) *value {
	for i, s := range p {
		if s.name == "" && s.index == everyElement {
			return p[i+1:].findAll(from)
		}
		if from = s.from(from); from == nil {
			return nil
		}
	}
	return from
}

func (p path) findAll(list *value) *value {
	if list.kind != array {
		return nil
	}
	all := &value{kind: array}
	for _, e := range list.elements {
		if found := p.find(e); found != nil {
			all.elements = append(all.elements, found)
		}
	}
	return all
}

func (s step) from(v *value) *value {
	if s.name != "" {
		return v.member(s.name)
	}
	if v.kind != array || s.index >= len(v.elements) {
		return nil
	}
	return v.elements[s.index]
}
