package main

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
)

// names reads a list of variables.
func names(into *[]string) func(string) error {
	return func(value string) error {
		*into = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		return nil
	}
}

// diverting are the variables that would send an AWS client somewhere else, or let it sign as
// somebody else. A star stands for any text: Terraform's provider reads an endpoint of each service
// from TF_AWS_STS_ENDPOINT and its like, and older versions from AWS_STS_ENDPOINT.
var diverting = []string{
	"AWS_PROFILE", "AWS_DEFAULT_PROFILE",
	"AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
	"AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
	"AWS_CONTAINER_*",
	"AWS_ENDPOINT_URL_*", "AWS_*_ENDPOINT", "TF_AWS_*_ENDPOINT", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
	"AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
}

// clientConfig keeps version 1 of the AWS CLI from downloading a parameter that is a URL, such as
// that of --invocation-endpoint.
const clientConfig = "[default]\ncli_follow_urlparam = false\n"

// writeClientConfig writes the AWS config file of a child, and returns its name.
func writeClientConfig() (string, error) {
	file, err := os.CreateTemp("", "emulator-aws-config-")
	if err != nil {
		return "", err
	}
	_, err = file.WriteString(clientConfig)
	return file.Name(), errors.Join(err, file.Close())
}

// clientVariables lead an AWS client to the emulator, with credentials that are nobody's.
func clientVariables(url, region string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL":      url,
		"AWS_REGION":            region,
		"AWS_DEFAULT_REGION":    region,
		"AWS_ACCESS_KEY_ID":     "test",
		"AWS_SECRET_ACCESS_KEY": "test",
	}
}

// childEnvironment is the environment with which an AWS client calls the emulator and nothing else,
// whatever its owner has set up. The variables to keep stay as they are. The config file is that of
// [writeClientConfig].
func (p program) childEnvironment(o *execOptions, url, config string) []string {
	set := clientVariables(url, o.config.Region)
	maps.Copy(set, map[string]string{
		"AWS_EC2_METADATA_DISABLED":   "true",
		"AWS_CONFIG_FILE":             config,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"NO_PROXY":                    loopback(p.environ, "NO_PROXY"),
		"no_proxy":                    loopback(p.environ, "no_proxy"),
	})
	for _, name := range o.keep {
		delete(set, name)
	}
	out := slices.DeleteFunc(slices.Clone(p.environ), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		_, replaced := set[name]
		return replaced || diverts(name) && !slices.Contains(o.keep, name)
	})
	for name, value := range set {
		out = append(out, name+"="+value)
	}
	slices.Sort(out[len(out)-len(set):])
	return out
}

// diverts tells whether a variable is one of those that divert an AWS client.
func diverts(name string) bool {
	return slices.ContainsFunc(diverting, func(d string) bool {
		before, after, any := strings.Cut(d, "*")
		return name == d || any && strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
	})
}

// loopback is the variable's list of hosts that no proxy is for, with this machine among them.
func loopback(environ []string, name string) string {
	hosts := "127.0.0.1,localhost"
	for _, pair := range environ {
		value, found := strings.CutPrefix(pair, name+"=")
		switch {
		case found && value == "*": // all, and only by itself
			return value
		case found && value != "":
			return value + "," + hosts
		}
	}
	return hosts
}
