// Command calls is what the emulator calls in docker-compose.calls.yml:
//
//	calls authorize   an authorization server with one client, shop, whose secret is 1234
//	calls receive     an endpoint that takes its tokens, and prints what it receives
//
// Both listen on port 8081.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

// token is what the one server gives and the other takes.
const token = "an-example"

func main() {
	serve := map[string]http.HandlerFunc{"authorize": authorize, "receive": receive}
	if len(os.Args) != 2 || serve[os.Args[1]] == nil {
		log.Fatal("usage: calls authorize | receive")
	}
	log.Fatal(http.ListenAndServe(":8081", serve[os.Args[1]]))
}

// authorize gives a token for the client's id and secret, as RFC 6749 has it.
func authorize(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	switch {
	case r.PostFormValue("grant_type") != "client_credentials":
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintln(w, `{"error":"unsupported_grant_type"}`)
	case r.PostFormValue("client_id") != "shop" || r.PostFormValue("client_secret") != "1234":
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintln(w, `{"error":"invalid_client"}`)
	default:
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":3600}`+"\n", token)
	}
}

// receive prints a request whose token is right.
func receive(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+token {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	fmt.Printf("%s %s%s %s\n", r.Method, r.Host, r.URL, body)
}
