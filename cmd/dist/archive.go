package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// An entry is a file of an archive.
type entry struct {
	name string
	mode fs.FileMode
	data []byte
}

// dated is the time of every file, which a zip archive has from 1980 on: that of the build would
// make each archive another.
var dated = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// read reads the program and the texts beside it.
func read(program string, texts ...string) (entries []entry, err error) {
	for i, name := range append([]string{program}, texts...) {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		mode := fs.FileMode(0o644)
		if i == 0 {
			mode = 0o755
		}
		entries = append(entries, entry{filepath.Base(name), mode, data})
	}
	return entries, nil
}

// tarred writes a .tar.gz.
func tarred(out io.Writer, entries []entry) error {
	compressed := gzip.NewWriter(out)
	archive := tar.NewWriter(compressed)
	for _, e := range entries {
		header := &tar.Header{
			Name:    e.name,
			Mode:    int64(e.mode),
			Size:    int64(len(e.data)),
			ModTime: dated,
			Format:  tar.FormatUSTAR,
		}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(e.data); err != nil {
			return err
		}
	}
	return errors.Join(archive.Close(), compressed.Close())
}

// zipped writes a .zip.
func zipped(out *bytes.Buffer, entries []entry) error {
	archive := zip.NewWriter(out)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: dated}
		header.SetMode(e.mode)
		w, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := w.Write(e.data); err != nil {
			return err
		}
	}
	return archive.Close()
}
