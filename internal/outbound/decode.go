package outbound

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
)

// decode returns the body without its encoding: gzip, or deflate with zlib's frame or raw
// (RECORDED). One that cannot be decoded stays as it came (UNKNOWN).
func decode(encoding string, body []byte) []byte {
	var decoder io.Reader
	var err error
	switch strings.ToLower(encoding) {
	case "gzip", "x-gzip":
		decoder, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		decoder = inflate(body)
	default:
		return body
	}
	if err != nil {
		return body
	}
	out, err := io.ReadAll(io.LimitReader(decoder, largestBody))
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}

func inflate(body []byte) io.Reader {
	if framed, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
		return framed
	}
	return flate.NewReader(bytes.NewReader(body))
}
