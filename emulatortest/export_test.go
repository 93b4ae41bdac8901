package emulatortest

import "github.com/eventbridge-connections/emulator/internal/outbound"

// Client returns a client that calls by the server's routes.
func (s *Server) Client() *outbound.Client { return &outbound.Client{Routes: s.emulator.Routes()} }
