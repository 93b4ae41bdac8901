package unserved

import (
	"encoding/binary"
	"net/http"

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

// appendCBOR writes a text with its length in two bytes, cut to what these can say.
func appendCBOR(out []byte, text string) []byte {
	text = text[:min(len(text), 1<<16-1)]
	out = binary.BigEndian.AppendUint16(append(out, 0x79), uint16(len(text)))
	return append(out, text...)
}
