package secrets

import "crypto/rand"

// suffixLength is that of the characters that Secrets Manager adds to a name in an ARN.
const suffixLength = 6

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

func suffix() string {
	text := make([]byte, suffixLength)
	rand.Read(text)
	for i, b := range text {
		text[i] = alphanumeric[int(b)%len(alphanumeric)]
	}
	return string(text)
}
