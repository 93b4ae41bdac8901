package control

import "net/http"

// initialized are LocalStack's stages: what a server that answers has behind it. Nothing is left
// to do once a request is answered, so that the answers never change.
var initialized = map[string]bool{"BOOT": true, "START": true, "READY": true, "SHUTDOWN": false}

// ServeInit says which stages of LocalStack's start are over. There are no scripts: seeds are
// applied before the first answer.
func (Health) ServeInit(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]any{"completed": initialized, "scripts": []string{}})
}

// ServeReady says that the stage READY is over.
func (Health) ServeReady(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]any{"completed": initialized["READY"], "scripts": []string{}})
}
