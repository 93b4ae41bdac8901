// Command bare is what the emulator is held against: net/http, with an answer of so many bytes that is always the same.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
)

// largest is the size of the largest answer.
const largest = 64 << 10

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("http://" + listener.Addr().String())
	canned := make([]byte, largest)
	http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size, _ := strconv.Atoi(r.Header.Get("X-Size"))
		header := w.Header()
		header["Content-Type"] = []string{"application/x-amz-json-1.1"}
		header["Content-Length"] = []string{strconv.Itoa(size)}
		w.Write(canned[:size])
	}))
}
