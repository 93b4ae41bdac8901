package awsapi

import "encoding/json"

// CheckTypes compares the JSON type of every known member with its shape and
// returns the SerializationException of the first one, in model order, that differs.
// Unknown members are ignored; null is absent.
//
// The texts are RECORDED on other JSON 1.1 services of AWS and INFERRED here.
func CheckTypes(s *Shape, value any) error {
	if s == nil || value == nil {
		return nil
	}
	if text := mismatch(s.Kind, value); text != "" {
		return Serialization(text)
	}
	switch v := value.(type) {
	case Document:
		return checkObject(s, v)
	case []any:
		return checkElements(s.Element, v)
	}
	return nil
}

func checkObject(s *Shape, object Document) error {
	if s.Kind == Map {
		for _, v := range object {
			if err := CheckTypes(s.Element, v); err != nil {
				return err
			}
		}
		return nil
	}
	for _, m := range s.Members {
		if err := CheckTypes(m.Shape, object[m.Name]); err != nil {
			return err
		}
	}
	return nil
}

func checkElements(element *Shape, list []any) error {
	for _, v := range list {
		if err := CheckTypes(element, v); err != nil {
			return err
		}
	}
	return nil
}

// mismatch is AWS's text for a value that a kind cannot take, or nothing.
func mismatch(k Kind, value any) string {
	switch v := value.(type) {
	case []any:
		if k != List {
			return "Start of list found where not expected"
		}
	case Document:
		if k != Structure && k != Map {
			return "Start of structure or map found where not expected."
		}
	case string:
		return scalarMismatch(k, "STRING_VALUE", v, String, Blob)
	case json.Number:
		return scalarMismatch(k, "NUMBER_VALUE", v.String(), Integer, Long, Double, Timestamp)
	case bool:
		if v {
			return scalarMismatch(k, "TRUE_VALUE", "true", Boolean)
		}
		return scalarMismatch(k, "FALSE_VALUE", "false", Boolean)
	}
	return ""
}

// articles are the kinds' names in messages. Only Integer and String are
// RECORDED; Timestamp is read from a Double and the others follow the form.
var articles = map[Kind]string{
	Integer: "an Integer", Long: "a Long", Double: "a Double", Timestamp: "a Double",
	String: "a String", Blob: "a Blob",
}

func scalarMismatch(k Kind, token, text string, fits ...Kind) string {
	for _, f := range fits {
		if k == f {
			return ""
		}
	}
	switch k {
	case List:
		return "Expected list or null"
	case Structure, Map:
		return "Expected null"
	case Boolean:
		return "'" + text + "' can not be converted to an Boolean"
	}
	return token + " can not be converted to " + articles[k]
}
