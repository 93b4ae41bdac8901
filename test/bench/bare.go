package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
)

// serveBare is what the emulator is held against: net/http, with an answer of so many bytes that is always the same.
// The size is that of the call's answer, which the path names.
func serveBare(address string) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("http://" + listener.Addr().String())
	canned := make([]byte, 1<<20)
	for i := range canned {
		canned[i] = ' '
	}
	http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size, _ := strconv.Atoi(r.Header.Get("X-Size"))
		header := w.Header()
		header["Content-Type"] = []string{"application/x-amz-json-1.1"}
		header["Content-Length"] = []string{strconv.Itoa(size)}
		w.Write(canned[:size])
	}))
}
