//go:build !unix

package main

// foreground is true where a console hands what is typed to every program in it.
func foreground() bool { return true }
