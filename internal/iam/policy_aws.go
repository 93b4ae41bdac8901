package iam

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A policyName is what the ARN of a managed policy says.
type policyName struct {
	arn  string
	path string // with a slash at both ends
	name string
	aws  bool // it is one of AWS's own
}

// parsePolicyARN reads arn:aws:iam::<account or aws>:policy<path><name>. An ARN of anything else
// names no policy.
//
// Errors: ValidationError for what is no ARN.
func parsePolicyARN(arn string) (n policyName, err error) {
	a, ok := awsapi.ParseARN(arn)
	if !ok {
		return n, errARN()
	}
	resource, ok := strings.CutPrefix(a.Resource, "policy/")
	if !ok || a.Service != "iam" {
		return n, nil
	}
	slash := strings.LastIndexByte(resource, '/') + 1
	return policyName{
		arn:  arn,
		path: "/" + resource[:slash],
		name: resource[slash:],
		aws:  a.Account == "aws",
	}, nil
}

// longestAWS is more than the ARN of any policy of AWS's has: a marker has to hold it.
const longestAWS = 200

var policyNameForm = awsapi.NewPattern(`[\w+=,.@-]+`)

// emptyDocument is what every policy of AWS's says here.
const emptyDocument = `{"Version":"2012-10-17","Statement":[]}`

// findAWS returns one of AWS's own policies, or nil where the name cannot be one.
//
// Differs from AWS: every name is one of AWS's policies, made in 1970, with one version, which says
// nothing.
func findAWS(tx *transaction.Tx, n policyName) (*policy, error) {
	if len(n.arn) > longestAWS || !policyNameForm.Match(n.name) {
		return nil, nil
	}
	p, err := policies.Get(tx, n.arn)
	if err != nil || p != nil {
		return p, err
	}
	made := time.Unix(0, 0).UTC()
	sum := sha256.Sum256([]byte(n.arn))
	return &policy{
		Name: n.name, ARN: n.arn, Path: n.path, AWS: true,
		ID:       "ANPA" + base32.StdEncoding.EncodeToString(sum[:])[:17],
		Versions: []version{{"v1", made}}, Made: 1, Default: "v1", Created: made, Updated: made,
	}, nil
}
