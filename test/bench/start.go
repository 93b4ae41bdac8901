package main

import "time"

// starts is how often a program is started in each round.
const starts = 7

// measureStart measures how long each program takes to its first answer, by turns, and what it
// holds while idle.
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

// measureFirst measures the first create in an empty folder, on a connection that has been used.
func measureFirst(m *machine, s settings, r *report) error {
	var times []float64
	for range s.rounds * starts {
		took, err := m.firstCreate()
		if err != nil {
			return err
		}
		times = append(times, microseconds(took))
	}
	r.FirstCreate = median(times) / r.Commit.P50
	return nil
}

func (m *machine) firstCreate() (time.Duration, error) {
	data, err := m.folder()
	if err != nil {
		return 0, err
	}
	e, err := m.emulator(data)
	if err != nil {
		return 0, err
	}
	defer e.stop()
	c, err := dial(e.address, 0)
	if err != nil {
		return 0, err
	}
	defer c.conn.Close()
	if _, err := c.do("ListConnections", "{}"); err != nil {
		return 0, err
	}
	began := time.Now()
	_, err = c.do("CreateConnection", body(numbered(0)))
	return time.Since(began), err
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
