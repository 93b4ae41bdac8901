package transform

import (
	"regexp"
	"slices"
	"strings"
)

// A template is text with placeholders.
type template struct {
	text   string
	parts  []part
	object bool // it makes a JSON object
}

// A part is a placeholder, and the text before it.
type part struct {
	before   string
	name     string // empty at the end of the template
	inString bool
	key      bool // it stands where an object has a key
}

var placeholder = regexp.MustCompile(`<([A-Za-z0-9_.-]+)>`)

func parseTemplate(text string) template {
	t := template{text: text, object: strings.HasPrefix(strings.TrimSpace(text), "{")}
	s, from := scanner{}, 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		s.read(text[from:at[0]])
		p := part{before: text[from:at[0]], name: text[at[2]:at[3]], inString: s.inString}
		p.key = s.endsKey(text[at[1]:])
		t.parts, from = append(t.parts, p), at[1]
	}
	t.parts = append(t.parts, part{before: text[from:]})
	return t
}

// A scanner knows whether it stands inside a JSON string.
type scanner struct{ inString, escaped bool }

func (s *scanner) read(text string) {
	for i := range len(text) {
		switch {
		case s.escaped:
			s.escaped = false
		case text[i] == '\\':
			s.escaped = s.inString
		case text[i] == '"':
			s.inString = !s.inString
		}
	}
}

// endsKey tells whether what the scanner stands in, or in front of, is followed by a colon.
func (s scanner) endsKey(rest string) bool {
	for s.inString && rest != "" {
		s.read(rest[:1])
		rest = rest[1:]
	}
	return strings.HasPrefix(strings.TrimSpace(rest), ":")
}

// check refuses what AWS does not take. The order of the checks is UNKNOWN.
func (t template) check(target string, paths map[string]path) error {
	for _, p := range t.parts {
		_, known := paths[p.name]
		switch {
		case p.name == "":
		case !known && !isReserved(p.name) && len(paths) > 0:
			return errPlaceholder(target, p.name)
		case p.name == eventJSON && !t.object:
			return errEventJSON(target)
		case p.key:
			return errKey(target)
		}
	}
	withNull := t.withNull()
	if at, ok := faultIn(withNull); !ok {
		return errTemplate(target, withNull, at)
	}
	return nil
}

// withNull is the template with null in the place of every placeholder.
func (t template) withNull() string {
	var out strings.Builder
	for _, p := range t.parts {
		out.WriteString(p.before)
		if p.name != "" {
			out.WriteString("null")
		}
	}
	return out.String()
}

// fill puts what find returns in the place of the placeholders. One that find does not know stays
// as it is written. What is missing in the event is an empty string where an object template has a
// value, and nothing elsewhere (RECORDED; inside a string of an object template INFERRED).
func (t template) fill(find func(name string) (found *value, known bool)) []byte {
	var out []byte
	for _, p := range t.parts {
		out = append(out, p.before...)
		if p.name == "" {
			break
		}
		found, known := find(p.name)
		switch {
		case !known:
			out = slices.Concat(out, []byte("<"+p.name+">"))
		case found == nil && t.object && !p.inString:
			out = append(out, `""`...)
		case found != nil:
			out = t.append(out, p, found)
		}
	}
	return out
}

func (t template) append(out []byte, p part, v *value) []byte {
	switch {
	case !t.object:
		return v.appendPlain(out)
	case p.inString:
		return v.appendInString(out)
	}
	return v.appendJSON(out)
}
