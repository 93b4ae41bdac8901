// Package sts holds what the official API model says of AWS Security Token
// Service: shapes, constraints and the Server interface.
package sts

// The operations named here are the ones that are served, and the ones that model.json has whole.
//
//go:generate go run ../generate GetCallerIdentity AssumeRole AssumeRoleWithWebIdentity GetSessionToken GetAccessKeyInfo DecodeAuthorizationMessage
