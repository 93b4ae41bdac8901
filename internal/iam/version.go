package iam

import (
	"context"
	"slices"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// maxVersions is how many versions a managed policy can have (RECORDED).
	maxVersions = 5
	// maxPolicy is how many characters a managed policy can have, blanks apart (DOCUMENTED).
	maxPolicy = 6144
)

// add stores another version of the policy, which is not stored. No id is used again (DOCUMENTED).
func (p *policy) add(tx *transaction.Tx, text string, asDefault bool) (*version, error) {
	if err := checkPermissions(text); err != nil {
		return nil, err
	}
	if length(text) > maxPolicy {
		return nil, errQuota("PolicySize", maxPolicy)
	}
	if len(p.Versions) == maxVersions {
		return nil, errVersions()
	}
	p.Made++
	p.Updated = tx.Now()
	p.Versions = append(p.Versions, version{"v" + strconv.Itoa(p.Made), tx.Now()})
	added := &p.Versions[len(p.Versions)-1]
	if asDefault {
		p.Default = added.ID
	}
	return added, documents.Put(tx, p.documentKey(added.ID), &document{text})
}

// version returns the version of that id.
//
// Errors: NoSuchEntity.
func (p *policy) version(id string) (*version, error) {
	at := slices.IndexFunc(p.Versions, func(v version) bool { return v.ID == id })
	if at < 0 {
		return nil, errNoVersion(p.ARN, id)
	}
	return &p.Versions[at], nil
}

// shownVersion is a version without its document.
func (p *policy) shownVersion(v *version) model.PolicyVersion {
	return model.PolicyVersion{
		VersionId:        &v.ID,
		IsDefaultVersion: new(v.ID == p.Default),
		CreateDate:       v.Created,
	}
}

// CreatePolicyVersion adds a version to a managed policy, to be the default one if asked for.
//
// Errors: NoSuchEntity, UnmodifiableEntity, MalformedPolicyDocument, LimitExceeded,
// ValidationError.
func (s *Service) CreatePolicyVersion(
	ctx context.Context, in *model.CreatePolicyVersionRequest,
) (*model.CreatePolicyVersionResponse, error) {
	return update(ctx, s, func(tx *transaction.Tx) (*model.CreatePolicyVersionResponse, error) {
		p, err := ownPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		v, err := p.add(tx, *in.PolicyDocument, awsapi.ValueOf(in.SetAsDefault))
		if err != nil {
			return nil, err
		}
		return &model.CreatePolicyVersionResponse{PolicyVersion: new(p.shownVersion(v))}, p.put(tx)
	})
}

// GetPolicyVersion shows a version with its document.
//
// Errors: NoSuchEntity, ValidationError.
func (s *Service) GetPolicyVersion(
	ctx context.Context,
	in *model.GetPolicyVersionRequest,
) (*model.GetPolicyVersionResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.GetPolicyVersionResponse, error) {
		p, err := getPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		v, err := p.version(*in.VersionId)
		if err != nil {
			return nil, err
		}
		out := new(p.shownVersion(v))
		text, err := p.text(tx, v.ID)
		out.Document = new(encoded(text))
		return &model.GetPolicyVersionResponse{PolicyVersion: out}, err
	})
}

// ListPolicyVersions lists the versions of a managed policy, the newest first (RECORDED), a page at
// a time.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListPolicyVersions(
	ctx context.Context,
	in *model.ListPolicyVersionsRequest,
) (*model.ListPolicyVersionsResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListPolicyVersionsResponse, error) {
		p, err := getPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		slices.Reverse(p.Versions)
		q := query(tx, in.MaxItems, in.Marker, "ListPolicyVersions", p.ID)
		found, next, err := page.Collect(s.Tokens, q, inOrder(p.Versions), page.All(p.shownVersion))
		return &model.ListPolicyVersionsResponse{
			Versions:    found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}

// DeletePolicyVersion deletes a version that is not the default one.
//
// Errors: NoSuchEntity, UnmodifiableEntity, DeleteConflict, ValidationError.
func (s *Service) DeletePolicyVersion(
	ctx context.Context,
	in *model.DeletePolicyVersionRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		p, err := ownPolicy(tx, *in.PolicyArn)
		if err != nil {
			return err
		}
		v, err := p.version(*in.VersionId)
		if err != nil {
			return err
		}
		if v.ID == p.Default {
			return errDefaultVersion()
		}
		if err := documents.Delete(tx, p.documentKey(v.ID)); err != nil {
			return err
		}
		p.Versions = slices.DeleteFunc(
			p.Versions,
			func(v version) bool { return v.ID == *in.VersionId },
		)
		return p.put(tx)
	})
}

// SetDefaultPolicyVersion makes a version the one that counts.
//
// Errors: NoSuchEntity, UnmodifiableEntity, ValidationError.
func (s *Service) SetDefaultPolicyVersion(
	ctx context.Context,
	in *model.SetDefaultPolicyVersionRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		p, err := ownPolicy(tx, *in.PolicyArn)
		if err != nil {
			return err
		}
		if _, err := p.version(*in.VersionId); err != nil {
			return err
		}
		p.Default = *in.VersionId
		return p.put(tx)
	})
}
