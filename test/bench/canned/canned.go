// Package canned serves what the emulator is held against: net/http, with an answer of so many
// bytes that is always the same.
package canned

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
)

// largest is the size of the largest answer.
const largest = 64 << 10

var text = make([]byte, largest)

// Serve prints its URL and serves until the process ends.
func Serve(h http.HandlerFunc) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + listener.Addr().String())
	return http.Serve(listener, h)
}

// Answer gives as many bytes as the request's X-Size asks for.
func Answer(w http.ResponseWriter, r *http.Request) {
	size, _ := strconv.Atoi(r.Header.Get("X-Size"))
	header := w.Header()
	header["Content-Type"] = []string{"application/x-amz-json-1.1"}
	header["Content-Length"] = []string{strconv.Itoa(size)}
	w.Write(text[:size])
}
