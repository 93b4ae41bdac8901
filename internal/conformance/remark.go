package conformance

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// A remark is a paragraph of a comment in the code that owns up to something.
type remark struct {
	File string // from the root of the module, with slashes
	Of   string // the declaration that it stands at
	Text string
}

const deviates = "Differs from AWS: "

// deviations are the paragraphs that begin with "Differs from AWS:".
func deviations(root string) ([]remark, error) {
	return remarks(
		root, func(paragraph string) (string, bool) { return strings.CutPrefix(paragraph, deviates) },
	)
}

// unknowns are the paragraphs that say what nobody has recorded, and what was chosen.
func unknowns(root string) ([]remark, error) {
	return remarks(root, func(paragraph string) (string, bool) {
		return paragraph, strings.Contains(paragraph, "UNKNOWN") &&
			!strings.HasPrefix(paragraph, deviates)
	})
}

// remarks reads the comments of every Go file that a person wrote, tests and this package apart.
func remarks(
	root string, choose func(paragraph string) (string, bool),
) (found []remark, err error) {
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(file, root+string(filepath.Separator)))
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "internal/conformance" || name == "test" || d.Name() == ".git"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		of, err := remarksIn(file, name, choose)
		found = append(found, of...)
		return err
	})
	return found, err
}

func remarksIn(file, name string, choose func(string) (string, bool)) (found []remark, err error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil || ast.IsGenerated(parsed) {
		return nil, err
	}
	for _, group := range parsed.Comments {
		for paragraph := range strings.SplitSeq(group.Text(), "\n\n") {
			text, chosen := choose(strings.Join(strings.Fields(paragraph), " "))
			if chosen {
				found = append(found, remark{name, declared(parsed, group), text})
			}
		}
	}
	return found, nil
}

// declared names what a comment is about: the declaration that it is in or before.
func declared(file *ast.File, group *ast.CommentGroup) string {
	if group.Pos() < file.Package {
		return file.Name.Name
	}
	at := slices.IndexFunc(file.Decls, func(d ast.Decl) bool { return group.Pos() < d.End() })
	if at < 0 {
		return file.Name.Name
	}
	if f, ok := file.Decls[at].(*ast.FuncDecl); ok {
		return f.Name.Name
	}
	return specified(file.Decls[at].(*ast.GenDecl), group)
}

// specified names the part of a declaration that a comment is in, before or on the line of.
func specified(d *ast.GenDecl, group *ast.CommentGroup) (name string) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			name = s.Name.Name
		case *ast.ValueSpec:
			name = s.Names[0].Name
		}
		if group.Pos() <= spec.End()+1 {
			break
		}
	}
	return name
}
