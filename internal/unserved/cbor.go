package unserved

import (
	"encoding/binary"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// cbor is the protocol rpc-v2-cbor of newer SDKs.
var cbor = protocol{
	code: awsapi.UnknownOperation.Code, status: http.StatusBadRequest,
	operation: lastOfPath, spell: asItIs, fail: failCBOR,
}

func failCBOR(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	w.Header()["smithy-protocol"] = []string{"rpc-v2-cbor"}
	body := []byte{0xa2} // a map of two
	for _, text := range []string{"__type", e.Code, "message", e.Message} {
		body = appendCBOR(body, text)
	}
	answer(w, e.HTTPStatus(), "application/cbor", call.ID, body)
}

// appendCBOR writes a text, which CBOR has in UTF-8 alone, with its length in two bytes, cut to
// what these can say.
func appendCBOR(out []byte, text string) []byte {
	const longest = 1<<16 - 1
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	out = binary.BigEndian.AppendUint16(append(out, 0x79), uint16(len(text)))
	return append(out, text...)
}
