package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"text/template"
)

// A file is one that was written.
type file struct {
	Name   string
	Sum    string  // SHA-256 in hexadecimal
	target *target // whose archive it is; nil for what is none
}

//go:embed templates
var templates embed.FS

// add writes a file into the folder and notes its sum.
func (r *release) add(name string, write func(*bytes.Buffer) error, of *target) error {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	r.Files = append(r.Files, file{name, fmt.Sprintf("%x", sha256.Sum256(out.Bytes())), of})
	return os.WriteFile(filepath.Join(r.out, name), out.Bytes(), 0o644)
}

// Sum is the sum of a platform's archive, and empty where there is none.
func (r *release) Sum(system, arch string) string {
	for _, f := range r.Files {
		if f.target != nil && *f.target == (target{system, arch}) {
			return f.Sum
		}
	}
	return ""
}

// writeTemplates writes the files that lead package managers to the archives.
func (r *release) writeTemplates() error {
	all, err := template.ParseFS(templates, "templates/*")
	if err != nil {
		return err
	}
	for _, name := range []string{"emulator.rb", "emulator.json"} {
		write := func(out *bytes.Buffer) error { return all.ExecuteTemplate(out, name, r) }
		if err := r.add(name, write, nil); err != nil {
			return err
		}
	}
	return nil
}

// writeChecksums writes what sha256sum -c reads.
func (r *release) writeChecksums() error {
	var out bytes.Buffer
	for _, f := range r.Files {
		fmt.Fprintf(&out, "%s  %s\n", f.Sum, f.Name)
	}
	return os.WriteFile(filepath.Join(r.out, "checksums.txt"), out.Bytes(), 0o644)
}
