package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// seedFolders are where seeds lie beside the one that -seed names. A folder need not exist.
type seedFolders []string

func (f *seedFolders) define(flags *flag.FlagSet) {
	flags.Func(
		"seed-folder",
		"`folders` of such files, applied after it in the order of their names; "+
			"a folder need not exist",
		names((*[]string)(f)),
	)
}

// add adds the seeds of the folders to those of the config.
func (f seedFolders) add(c *emulator.Config) error {
	for _, folder := range f {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, entry := range entries {
			if err := addSeed(c, filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// addSeed adds the seed of a file. A script is none.
func addSeed(c *emulator.Config, name string) error {
	if filepath.Ext(name) != ".json" {
		c.Log.Warn(
			"this is no seed: no script is run, write its calls into a JSON file",
			slog.String("file", name),
		)
		return nil
	}
	var seed *emulator.Seed
	if err := fromFile(&seed, emulator.ParseSeed)(name); err != nil {
		return &problem{err.Error(), "correct the seed, or take it out of its folder", 1}
	}
	if c.Seed == nil {
		c.Seed = seed
		return nil
	}
	if err := c.Seed.Add(seed); err != nil {
		return &problem{fmt.Sprintf("%s: %v", name, err), "start with the snapshot alone", 1}
	}
	return nil
}
