package awsquery

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A form is the parameters of a request, sorted by name, so that those that
// begin alike are found without looking at all.
type form []parameter

type parameter struct{ name, value string }

// readForm reads the body and, behind it, the query string. Of parameters with one name the first
// counts.
func readForm(w http.ResponseWriter, r *http.Request) (f form, body []byte, err error) {
	body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, nil, errTooLarge
	}
	if err != nil {
		return nil, nil, awsapi.Serialization("")
	}
	values, err := url.ParseQuery(string(body) + "&" + r.URL.RawQuery)
	if err != nil {
		return nil, nil, awsapi.Serialization("")
	}
	f = make(form, 0, len(values))
	for name, value := range values {
		f = append(f, parameter{name, value[0]})
	}
	slices.SortFunc(f, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	return f, body, nil
}

func byName(p parameter, name string) int { return strings.Compare(p.name, name) }

func (f form) find(name string) (value string, ok bool) {
	i, ok := slices.BinarySearchFunc(f, name, byName)
	if !ok {
		return "", false
	}
	return f[i].value, true
}

func (f form) text(name string) string {
	value, _ := f.find(name)
	return value
}

// under are the parameters whose names begin with the prefix.
func (f form) under(prefix string) form {
	start, _ := slices.BinarySearchFunc(f, prefix, byName)
	f = f[start:]
	end := slices.IndexFunc(f, func(p parameter) bool { return !strings.HasPrefix(p.name, prefix) })
	if end < 0 {
		return f
	}
	return f[:end]
}

// document reads the parameters as a structure, which is what every input is.
func (f form) document(s *awsapi.Shape) (awsapi.Document, error) {
	if s == nil {
		return nil, nil
	}
	return f.structure(s, "")
}

func (f form) structure(s *awsapi.Shape, prefix string) (awsapi.Document, error) {
	doc := awsapi.Document{}
	for _, m := range s.Members {
		value, err := f.value(m.Shape, prefix+m.Name)
		if err != nil {
			return nil, err
		}
		if value != nil {
			doc[m.Name] = value
		}
	}
	return doc, nil
}

// value is what the form has at a path such as Tags.member.1.Key, or nil.
func (f form) value(s *awsapi.Shape, path string) (any, error) {
	text, here := f.find(path)
	below := f.under(path + ".")
	if !here && len(below) == 0 {
		return nil, nil
	}
	switch s.Kind {
	case awsapi.Structure:
		return below.structure(s, path+".")
	case awsapi.List:
		return below.list(s, path+".")
	case awsapi.Map:
		return below.mapping(s, path+".")
	}
	if !here {
		return nil, nil
	}
	return scalar(s.Kind, text)
}

// list reads NAME.member.1, or NAME.1 where the list is flattened. Gaps in the
// numbers are closed (INFERRED).
func (f form) list(s *awsapi.Shape, prefix string) (any, error) {
	if !s.Flattened {
		prefix += "member."
	}
	numbers, err := f.numbers(prefix)
	if err != nil {
		return nil, err
	}
	list := []any{}
	for _, n := range numbers {
		element, err := f.value(s.Element, prefix+n)
		if err != nil {
			return nil, err
		}
		list = append(list, element)
	}
	return list, nil
}

// mapping reads NAME.entry.1.key and NAME.entry.1.value, without "entry" where the map is
// flattened.
func (f form) mapping(s *awsapi.Shape, prefix string) (any, error) {
	if !s.Flattened {
		prefix += "entry."
	}
	numbers, err := f.numbers(prefix)
	if err != nil {
		return nil, err
	}
	entries := awsapi.Document{}
	for _, n := range numbers {
		value, err := f.value(s.Element, prefix+n+".value")
		if err != nil {
			return nil, err
		}
		entries[f.text(prefix+n+".key")] = value
	}
	return entries, nil
}
