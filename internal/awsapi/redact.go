package awsapi

// Redact copies a value with everything that the model calls sensitive, at any
// depth, replaced. Members that the shape does not have are left out: nobody
// can say whether they are secret. With no shape nothing is shown.
func Redact(s *Shape, value any) any {
	switch {
	case value == nil || s == nil:
		return nil
	case s.Sensitive:
		return Redacted
	}
	switch v := value.(type) {
	case Document:
		return redactObject(s, v)
	case []any:
		if s.Kind != List {
			return Redacted
		}
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = Redact(s.Element, e)
		}
		return list
	}
	return value
}

func redactObject(s *Shape, object Document) any {
	out := make(Document, len(object))
	switch s.Kind {
	case Structure:
		for _, m := range s.Members {
			if v, ok := object[m.Name]; ok {
				out[m.Name] = Redact(m.Shape, v)
			}
		}
	case Map:
		for k, v := range object {
			out[k] = Redact(s.Element, v)
		}
	default:
		return Redacted
	}
	return out
}
