// Command generate writes the Go side of an official API model: shapes with
// their constraints, typed inputs and outputs, and the Server interface that
// makes the compiler ask for every operation named on the command line.
//
// It runs in the package's folder, by go generate:
//
//	go run ../generate CreateConnection DescribeConnection …
//
// and reads model.json there and ../overrides.json. With -from FILE it instead
// renews model.json from a service-2.json (or .gz) of botocore: all of it or,
// when operations are named, what these need and the names of the others.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "", "renew model.json from this service-2.json or service-2.json.gz")
	flag.Parse()
	if err := run(*from, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "generate: error:", err)
		os.Exit(1)
	}
}

func run(from string, operations []string) error {
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	if from != "" {
		return renew(from, "model.json", operations)
	}
	m, err := readModel("model.json")
	if err != nil {
		return err
	}
	name := filepath.Base(folder)
	if err := override(m, "../overrides.json", name); err != nil {
		return err
	}
	source, err := write(m, name, operations)
	if err != nil {
		return err
	}
	return os.WriteFile(name+"_gen.go", source, 0o644)
}
