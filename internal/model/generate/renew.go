package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// renew writes a model without its documentation, in the order of the source,
// with no more than the named operations need when there are any.
func renew(from, to string, operations []string) error {
	source, err := open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	var m tree
	if err := json.NewDecoder(source).Decode(&m); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if len(operations) > 0 {
		if err := m.trim(operations); err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
	}
	trimmed, err := m.MarshalJSON()
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, trimmed, "", " "); err != nil {
		return err
	}
	pretty.WriteByte('\n')
	return os.WriteFile(to, pretty.Bytes(), 0o644)
}

func open(file string) (io.ReadCloser, error) {
	f, err := os.Open(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return f, err
	}
	return gzip.NewReader(f)
}

// tree is a JSON value that keeps the order of its objects and forgets their documentation.
type tree struct {
	members ordered[tree]
	object  bool
	other   json.RawMessage // what is no object, as it stands
}

func (t *tree) UnmarshalJSON(data []byte) error {
	if data[0] != '{' {
		t.other = bytes.Clone(data)
		return nil
	}
	t.object = true
	return json.Unmarshal(data, &t.members)
}

func (t *tree) MarshalJSON() ([]byte, error) {
	if !t.object {
		return t.other, nil
	}
	out := []byte{'{'}
	for _, m := range t.members {
		if m.Name == "documentation" {
			continue
		}
		value, err := m.Value.MarshalJSON()
		if err != nil {
			return nil, err
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "%q:%s", m.Name, value)
	}
	return append(out, '}'), nil
}
