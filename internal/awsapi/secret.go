package awsapi

import "log/slog"

// A Secret is a string that the model calls sensitive. It does not print:
// fmt, slog and encoding/json show a row of stars.
type Secret struct{ text string }

// NewSecret hides the text.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal returns the text. Its callers are the ones to read when asking where a secret can go.
func (s Secret) Reveal() string { return s.text }

// Redacted stands where a secret was.
const Redacted = "***"

func (s Secret) String() string               { return Redacted }
func (s Secret) GoString() string             { return Redacted }
func (s Secret) LogValue() slog.Value         { return slog.StringValue(Redacted) }
func (s Secret) MarshalText() ([]byte, error) { return []byte(Redacted), nil }
