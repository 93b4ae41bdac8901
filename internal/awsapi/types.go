package awsapi

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

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
		return Serialization(withheld(s, value, text))
	}
	switch v := value.(type) {
	case Document:
		return checkObject(s, v)
	case []any:
		return checkElements(s.Element, v)
	}
	return nil
}

// withheld is the text without the value, where that is secret (INFERRED from constraints).
func withheld(s *Shape, value any, text string) string {
	secret, isText := value.(string)
	if !isText || !s.Sensitive {
		return text
	}
	return strings.Replace(text, "'"+secret+"'", "'"+Redacted+"'", 1)
}

func checkObject(s *Shape, object Document) error {
	if s.Kind == Map {
		for _, k := range slices.Sorted(maps.Keys(object)) {
			if err := CheckTypes(s.Element, object[k]); err != nil {
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
		if k == Blob {
			return blobMismatch(v)
		}
		return scalarMismatch(k, "STRING_VALUE", v, String)
	case json.Number:
		return scalarMismatch(k, "NUMBER_VALUE", "", Integer, Long, Double, Timestamp)
	case bool:
		if v {
			return scalarMismatch(k, "TRUE_VALUE", "", Boolean)
		}
		return scalarMismatch(k, "FALSE_VALUE", "", Boolean)
	}
	return ""
}

// articles are the kinds' names in messages. Only Integer and String are
// RECORDED; Timestamp is read from a Double and the others follow the form.
var articles = map[Kind]string{
	Integer: "an Integer", Long: "a Long", Double: "a Double", Timestamp: "a Double",
	String: "a String", Blob: "a Blob", Boolean: "a Boolean",
}

// scalarMismatch is the text for a scalar, given as the token's name and, where it is a string, its
// text.
func scalarMismatch(k Kind, token, text string, fits ...Kind) string {
	switch {
	case slices.Contains(fits, k):
		return ""
	case k == List:
		return "Expected list or null"
	case k == Map:
		return "Expected map or null"
	case k == Structure:
		return "Expected null"
	case k == Boolean && token == "STRING_VALUE":
		return "'" + text + "' can not be converted to an Boolean"
	}
	return token + " can not be converted to " + articles[k]
}

// blobMismatch is the text for a string that is no base64, in the words RECORDED on Kinesis.
func blobMismatch(text string) string {
	const refused = "'%s' can not be converted to a Blob: %s"
	if len(text)%4 != 0 {
		return fmt.Sprintf(
			refused, text,
			fmt.Sprintf("Base64 encoded length is expected a multiple of 4 bytes but found: %d", len(text)),
		)
	}
	_, err := base64.StdEncoding.DecodeString(text)
	at, corrupt := err.(base64.CorruptInputError)
	if !corrupt || int(at) >= len(text) {
		return ""
	}
	return fmt.Sprintf(refused, text, "Invalid Base64 character: '"+text[at:at+1]+"'")
}
