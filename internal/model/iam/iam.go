// Package iam holds what the official API model says of AWS Identity and
// Access Management: shapes, constraints and the Server interface.
package iam

// The operations named here are the ones that are served, and the ones that model.json has whole.
//
//go:generate go run ../generate GetUser ListRoles
