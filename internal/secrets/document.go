package secrets

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// policy is a policy document, as far as it is looked at.
type policy struct{ statements []statement }

type statement struct {
	Effect    string
	Principal any
	Condition any
}

// readPolicy refuses what is no policy at all.
//
// Differs from AWS: it does not look whether the principals exist.
//
// Errors: MalformedPolicyDocumentException.
func readPolicy(text string) (policy, error) {
	var document struct{ Statement json.RawMessage }
	if json.Unmarshal([]byte(text), &document) != nil {
		return policy{}, errPolicy()
	}
	list := document.Statement
	if !bytes.HasPrefix(list, []byte("[")) {
		list = slices.Concat([]byte("["), list, []byte("]"))
	}
	var p policy
	if json.Unmarshal(list, &p.statements) != nil || len(p.statements) == 0 {
		return policy{}, errPolicy()
	}
	for _, s := range p.statements {
		if s.Effect != "Allow" && s.Effect != "Deny" {
			return policy{}, errPolicy()
		}
	}
	return p, nil
}

// public tells whether a statement allows everybody something (RECORDED for the principal "*").
// That a condition keeps it from being public is INFERRED.
func (p policy) public() bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool {
		return s.Effect == "Allow" && s.Condition == nil && everybody(s.Principal)
	})
}

func everybody(principal any) bool {
	switch p := principal.(type) {
	case string:
		return p == "*"
	case []any:
		return slices.ContainsFunc(p, everybody)
	case map[string]any:
		return everybody(p["AWS"])
	}
	return false
}

// printed is a JSON document as Secrets Manager shows policies, in the order of its members
// (RECORDED).
func printed(document string) string {
	p := printer{source: json.NewDecoder(strings.NewReader(document))}
	p.source.UseNumber()
	p.value("\n")
	return p.out.String()
}

// A printer writes JSON anew. The document has been read before, so that no token of it is wrong.
type printer struct {
	source *json.Decoder
	out    strings.Builder
}

// value writes the next value; line is the line end with the indentation that it stands at.
func (p *printer) value(line string) {
	token, _ := p.source.Token()
	switch token {
	case json.Delim('{'):
		p.object(line)
	case json.Delim('['):
		p.list(line)
	default:
		p.scalar(token)
	}
}

func (p *printer) object(line string) {
	p.out.WriteString("{")
	end := " "
	for separator := ""; p.source.More(); separator = "," {
		p.out.WriteString(separator + line + "  ")
		p.value(line)
		p.out.WriteString(" : ")
		p.value(line + "  ")
		end = line
	}
	_, _ = p.source.Token()
	p.out.WriteString(end + "}")
}

func (p *printer) list(line string) {
	p.out.WriteString("[")
	for separator := " "; p.source.More(); separator = ", " {
		p.out.WriteString(separator)
		p.value(line)
	}
	_, _ = p.source.Token()
	p.out.WriteString(" ]")
}

func (p *printer) scalar(token json.Token) {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	_ = e.Encode(token)
	p.out.WriteString(strings.TrimSuffix(text.String(), "\n"))
}
