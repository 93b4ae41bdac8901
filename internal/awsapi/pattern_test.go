package awsapi_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// TestPattern_Match holds every pattern against the regular expression that it stands for.
func TestPattern_Match(t *testing.T) {
	t.Parallel()
	values := []string{
		"", "a", "Z", "0", "a.b-c_d", "a b", "a\n", "\na", "é", "aé", "\x00", "\x7f", "\xff", "a\xff",
		"[", "^", "\u2028",
	}
	for _, expression := range []string{
		`[\.\-_A-Za-z0-9]+`, `[a-c]+`, `[^a]+`, `(?i)[a-z]+`, `[a-z]*`, `[a-z]{1,2}`, `a+`, `[é]+`,
		`^[a-z]+$`, `[a-z]+|b`, `[a-z]+?`, `.+`,
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			whole := regexp.MustCompile(`\A(?:` + expression + `)\z`)
			for _, v := range values {
				assert.Equal(t, whole.MatchString(v), awsapi.NewPattern(expression).Match(v), "%q", v)
			}
		})
	}
}
