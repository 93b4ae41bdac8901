package control

import "net/http"

// Settings answers the path of what can be set while the emulator runs.
type Settings struct {
	Read func() Setting
	// what is empty stays as it is; an error is a sentence, and changes nothing
	Change func(Setting) error
}

// A Setting is all that can be set.
type Setting struct {
	Settle string         `json:"settle"` // how long states last, as in the flag -settle
	Quotas map[string]int `json:"quotas"` // by what they are for; 0 is no limit
}

const settingExample = `{"settle":"2s","quotas":{"connections":10}}`

// ServeSettings shows what is set.
func (s *Settings) ServeSettings(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, s.Read())
}

// ServeChange changes what the body has, all of it or nothing.
func (s *Settings) ServeChange(w http.ResponseWriter, r *http.Request) {
	setting, ok := read[Setting](w, r, maxBody, settingExample)
	if !ok {
		return
	}
	if err := s.Change(setting); err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	s.ServeSettings(w, r)
}
