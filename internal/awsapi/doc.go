// Package awsapi says what an AWS operation is, without a wire: its shapes and
// constraints, who calls it, what it answers and how it fails.
//
// A wire (awsjson, awsquery) turns bytes into a [Call] with a [Document] and
// hands it to [Invoke], which checks types, then every constraint at once, and
// runs the typed method behind the operation. What comes of it is an [Output],
// which the wire turns into bytes again.
package awsapi
