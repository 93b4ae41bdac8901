// Package machine says what a suite needs of the machine it runs on, and gives the programs it
// starts an environment that owes nothing to that machine.
package machine

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// requireVariable names the tools that must be there, a comma list: where one is missing, its tests
// fail instead of being skipped.
const requireVariable = "EMULATOR_TEST_REQUIRE"

// Tools are the names that Needs knows, in order.
func Tools() []string { return slices.Sorted(maps.Keys(tools)) }

// Needs skips the test, saying why, when the tool is missing.
func Needs(tb testing.TB, tool string) {
	tb.Helper()
	required := required(tb)
	missing := tools[tool]()
	if missing == nil {
		return
	}
	if slices.Contains(required, tool) {
		tb.Fatalf("%s requires %s: %v", requireVariable, tool, missing)
	}
	tb.Skipf("%s: %v", tool, missing)
}

// Found are the tools that this machine has, in order.
func Found() (found []string) {
	for _, name := range Tools() {
		if tools[name]() == nil {
			found = append(found, name)
		}
	}
	return found
}

// required refuses a name that no test asks for: it would turn a requirement into nothing.
func required(tb testing.TB) []string {
	tb.Helper()
	list := os.Getenv(requireVariable)
	if list == "" {
		return nil
	}
	names := strings.Split(list, ",")
	for _, name := range names {
		if tools[name] == nil {
			tb.Fatalf("%s=%s: %q is none of %v", requireVariable, list, name, Tools())
		}
	}
	return names
}

// Environ is all that a client of an emulator sees: where programs are, a home of its own, the
// endpoint, a region and dummy keys. Neither a profile, nor a proxy, nor another certificate bundle
// reaches it. Later values win over earlier ones.
func Environ(home, endpoint string, more ...string) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + home,
		"TMPDIR=" + os.TempDir(),
		"LC_ALL=C.UTF-8",
		"AWS_ENDPOINT_URL=" + endpoint,
		"AWS_REGION=us-east-1",
		"AWS_DEFAULT_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=test",
		"AWS_SECRET_ACCESS_KEY=test",
		"AWS_CONFIG_FILE=" + os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
		"AWS_EC2_METADATA_DISABLED=true",
		"NO_PROXY=127.0.0.1",
	}
	return append(env, more...)
}
