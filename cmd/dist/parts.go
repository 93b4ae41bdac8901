package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"maps"
	"slices"
)

// A module is one that the program is built from, at a version.
type module struct{ path, version, sum string }

// addModules adds the modules that the Go toolchain noted in a program.
func addModules(modules map[string]module, program string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	modules["std"] = module{"std", info.GoVersion, ""}
	for _, m := range info.Deps {
		modules[m.Path] = module{m.Path, m.Version, m.Sum}
	}
	return nil
}

// A component is a part of the program in CycloneDX's words.
type component struct {
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A document is a software bill of materials, CycloneDX 1.5.
type document struct {
	Format     string         `json:"bomFormat"`
	Version    string         `json:"specVersion"`
	Number     int            `json:"version"`
	Metadata   map[string]any `json:"metadata"`
	Components []component    `json:"components"`
}

const ourselves = "github.com/eventbridge-connections/emulator"

// writeParts writes the bill of materials: all modules that are in a program for any platform.
func (r *release) writeParts(modules map[string]module) error {
	d := document{Format: "CycloneDX", Version: "1.5", Number: 1, Metadata: map[string]any{
		"component": component{"application", ourselves, r.Version, purl(ourselves, "v"+r.Version),
			[]property{{"commit", r.commit}}},
	}}
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		d.Components = append(d.Components, modules[path].component())
	}
	return r.add("sbom.cdx.json", func(out *bytes.Buffer) error {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		return e.Encode(d)
	}, nil)
}

func (m module) component() component {
	c := component{Type: "library", Name: m.path, Version: m.version, PURL: purl(m.path, m.version)}
	if m.sum != "" {
		c.Properties = []property{{"go.sum", m.sum}}
	}
	return c
}

func purl(path, version string) string { return "pkg:golang/" + path + "@" + version }
