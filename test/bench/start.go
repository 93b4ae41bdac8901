package main

import "time"

// starts is how often a program is started in each round.
const starts = 7

// measureStart measures how long each program takes to its first answer, by turns, and what it holds while idle.
func measureStart(m *machine, s settings, r *report) error {
	data, err := m.folder()
	if err != nil {
		return err
	}
	var ours, bare, oursIdle, bareIdle []float64
	for range s.rounds * starts {
		e, err := m.emulator(data)
		if err != nil {
			return err
		}
		b, err := m.bare()
		if err != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond) // idle is what is left when the start is over
		ours, bare = append(ours, milliseconds(e.ready)), append(bare, milliseconds(b.ready))
		memory, _ := e.memory()
		oursIdle = append(oursIdle, float64(memory))
		memory, _ = b.memory()
		bareIdle = append(bareIdle, float64(memory))
		e.stop()
		b.stop()
	}
	r.Start, r.BareStart = median(ours), median(bare)
	r.Idle, r.BareIdle = int64(median(oursIdle)), int64(median(bareIdle))
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
