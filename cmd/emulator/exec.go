package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"log/slog"
	"net"
	"os"

	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

type execOptions struct {
	config emulator.Config
	log    logOptions
	keep   []string // variables of ours that the child sees as they are
	report reportOptions

	upstream upstreamOptions
	command  []string
}

func (p program) newExecOptions() *execOptions {
	return &execOptions{config: emulator.Config{Region: p.region()}}
}

func (o *execOptions) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("exec", flag.ContinueOnError)
	flags.StringVar(
		&o.config.Data, "data", "",
		"`folder` that keeps the data for the next command (default: none is kept)",
	)
	defineConfig(flags, &o.config)
	flags.Func(
		"keep",
		"`names` of variables that the command sees as they are, such as AWS_PROFILE,AWS_CONFIG_FILE",
		names(&o.keep),
	)
	o.report.define(flags)
	o.upstream.define(flags)
	o.log.define(flags, slog.LevelWarn)
	return flags
}

func (p program) execOptions(args []string) (*execOptions, error) {
	o := p.newExecOptions()
	flags := o.flags()
	if err := p.parseLeading(flags, args); err != nil {
		return nil, err
	}
	if o.command = flags.Args(); len(o.command) == 0 {
		return nil, usageProblem("exec takes a command", "such as in: emulator exec -- go test ./...")
	}
	o.config.Ephemeral = o.config.Data == ""
	o.config.Log = o.log.logger(p.stderr)
	var err error
	o.config.Upstream, err = o.upstream.open()
	return o, err
}

// region is the one that the environment is set to.
func (p program) region() string {
	region, _ := p.env("AWS_REGION")
	other, _ := p.env("AWS_DEFAULT_REGION")
	return cmp.Or(region, other)
}

// noCalls says what may be wrong where a command called nobody.
const noCalls = "no call arrived: AWS_ENDPOINT_URL is ignored by the AWS CLI before " +
	"1.29 and 2.13, " +
	"boto3 before 1.28, aws-sdk-go v1, and the SDKs for JavaScript v2 and early v3, " +
	"which take the endpoint as --endpoint-url or where the client is made"

// exec runs a command with an emulator of its own on a free port, and ends as the command does.
func (p program) exec(ctx context.Context, args []string) error {
	o, err := p.execOptions(args)
	if err != nil {
		return err
	}
	report, err := o.report.open(p.stdout)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e, err := emulator.New(o.config)
	if err != nil {
		listener.Close()
		return err
	}
	ended, err := p.runBeside(ctx, o, e, listener)
	if o.config.History >= 0 && len(e.History().Calls(control.Filter{})) == 0 {
		o.config.Log.Warn(noCalls)
	}
	err = errors.Join(err, report.write(e, ended), e.Close())
	if ended == nil || err == nil {
		return cmp.Or(ended, err)
	}
	p.complain(err) // what the command ended with counts, but this is not to be lost
	return ended
}

// runBeside runs the command while the emulator answers. It returns how the command ended, and what
// went wrong with the emulator.
func (p program) runBeside(
	ctx context.Context, o *execOptions, e *emulator.Emulator, listener net.Listener,
) (ended, err error) {
	config, err := writeClientConfig()
	if err != nil {
		return nil, err
	}
	defer os.Remove(config)
	serving, stop := context.WithCancel(context.WithoutCancel(ctx)) // a signal is for the child, which may want to clean up
	served := make(chan error, 1)
	go func() { served <- p.answer(serving, limited(listener), e, o.config.Log) }()
	ended = p.child(ctx, o.command, p.childEnvironment(o, "http://"+listener.Addr().String(), config))
	stop()
	return ended, <-served
}
