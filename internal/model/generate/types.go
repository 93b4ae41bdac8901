package main

import (
	"slices"
	"strings"
)

// types writes a Go type for every reachable structure and enum.
func (w *writer) types() {
	for _, name := range w.used {
		s, _ := w.model.Shapes.get(name)
		switch {
		case s.Type == "structure":
			w.structure(name, s)
		case s.Enum != nil:
			w.enum(name, s)
		}
	}
}

func (w *writer) structure(name string, s *shape) {
	name = exported(name)
	w.line("// %s is the structure of that name.", name)
	w.line("type %s struct {", name)
	for _, e := range s.Members {
		t := w.goType(e.Value.Shape)
		if !strings.HasPrefix(t, "[]") && !strings.HasPrefix(t, "map[") && t != scalars["timestamp"] { // absent is nil, or the zero time
			t = "*" + t
		}
		if slices.Contains(s.Required, e.Name) {
			t += " // required"
		}
		w.line("%s %s", strings.ToUpper(e.Name[:1])+e.Name[1:], t)
	}
	w.line("}\n")
}

func (w *writer) enum(name string, s *shape) {
	name = exported(name)
	w.line("// %s is one of the values below.", name)
	w.line("type %s string\n", name)
	w.line("// The values of %s.", name)
	w.line("const (")
	for _, v := range s.Enum {
		w.line("%s %s = %q", name+constant(v), name, v)
	}
	w.line(")\n")
}

// exported spells a shape's name as that of a type which other packages can use.
func exported(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// constant spells FAILED_CONNECTIVITY as FailedConnectivity.
func constant(value string) string {
	words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("_-.: /", r) })
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + strings.ToLower(word[1:])
	}
	return strings.Join(words, "")
}

var scalars = map[string]string{
	"string": "string", "integer": "int", "long": "int64", "boolean": "bool",
	"timestamp": "time.Time", "blob": "[]byte", "double": "float64", "float": "float64",
}

func (w *writer) goType(name string) string {
	s, _ := w.model.Shapes.get(name)
	switch {
	case s.Type == "structure":
		return exported(name)
	case s.Type == "list":
		return "[]" + w.goType(s.Member.Shape)
	case s.Type == "map":
		return "map[" + w.goType(s.Key.Shape) + "]" + w.goType(s.Value.Shape)
	case s.Type == "string" && s.Sensitive:
		return "awsapi.Secret"
	case s.Enum != nil:
		return exported(name)
	}
	return scalars[s.Type]
}
