package iam

import (
	"context"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// usage is what a role uses a managed policy for.
type usage struct {
	Attached bool `json:",omitzero"`
	Bounds   bool `json:",omitzero"` // it is the role's permissions boundary
}

// usages are by the ARN of the policy and the name of the role.
var usages = transaction.Table[usage]{Name: "iam-policy-usages"}

// by begins the keys of a policy's usages. No ARN has a blank.
func (p *policy) by() string { return p.ARN + " " }

// use notes a change of what the role uses the policy for, and counts.
func (p *policy) use(tx *transaction.Tx, r *role, change func(*usage)) error {
	at := p.by() + key(r.Name)
	u, err := usages.Get(tx, at)
	if err != nil {
		return err
	}
	if u == nil {
		u = new(usage)
	}
	p.count(*u, -1)
	change(u)
	p.count(*u, +1)
	if *u == (usage{}) {
		err = usages.Delete(tx, at)
	} else {
		err = usages.Put(tx, at, u)
	}
	if err != nil {
		return err
	}
	return p.put(tx)
}

func (p *policy) count(u usage, n int) {
	if u.Attached {
		p.Attached += n
	}
	if u.Bounds {
		p.Bounds += n
	}
}

// users yields what the policy is used for, each under the role's place, from the first after the
// given one.
func (p *policy) users(tx *transaction.Tx, after string) page.Items[user] {
	return func(yield func(page.Item[user], error) bool) {
		for item, err := range usages.Scan(tx, p.by(), p.by()+after) {
			out := page.Item[user]{Key: strings.TrimPrefix(item.Key, p.by())}
			if err == nil {
				out.Value, err = userOf(tx, out.Key, item.Value)
			}
			if !yield(out, err) {
				return
			}
		}
	}
}

// A user is a role with what it uses a policy for.
type user struct {
	*role
	usage
}

func userOf(tx *transaction.Tx, roleName string, u *usage) (*user, error) {
	r, err := getRole(tx, roleName)
	return &user{r, *u}, err
}

// ListEntitiesForPolicy lists the roles that use a managed policy, by name (UNKNOWN), a page at a
// time. There are no groups and users.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListEntitiesForPolicy(
	ctx context.Context, in *model.ListEntitiesForPolicyRequest,
) (*model.ListEntitiesForPolicyResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListEntitiesForPolicyResponse, error) {
		p, err := getPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		f := entityFilter{
			awsapi.ValueOf(in.EntityFilter),
			awsapi.ValueOf(in.PolicyUsageFilter),
			awsapi.ValueOf(in.PathPrefix),
		}
		q := query(tx, in.MaxItems, in.Marker, "ListEntitiesForPolicy",
			p.ID, string(f.entity), string(f.usage), f.below)
		scan := func(after string) page.Items[user] { return p.users(tx, after) }
		show := func(u *user) (model.PolicyRole, bool, error) {
			return model.PolicyRole{RoleName: &u.Name, RoleId: &u.ID}, f.passes(u), nil
		}
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &model.ListEntitiesForPolicyResponse{
			PolicyGroups: []model.PolicyGroup{}, PolicyUsers: []model.PolicyUser{},
			PolicyRoles: found,
			IsTruncated: new(next != nil), Marker: next,
		}, err
	})
}

// An entityFilter is which users of a policy a list shows.
type entityFilter struct {
	entity model.EntityType
	usage  model.PolicyUsageType
	below  string // a path
}

// passes tells whether the role is to be shown. What is no role is not there (RECORDED for
// policies).
func (f entityFilter) passes(u *user) bool {
	if f.entity != "" && f.entity != model.EntityTypeRole || !strings.HasPrefix(u.Path, f.below) {
		return false
	}
	switch f.usage {
	case model.PolicyUsageTypePermissionspolicy:
		return u.usage.Attached
	case model.PolicyUsageTypePermissionsboundary:
		return u.Bounds
	}
	return true
}
