//go:build !linux

package store

import (
	"errors"
	"os"
)

func inMemory() (*os.File, error) { return nil, errors.ErrUnsupported }
