package store

import (
	"os"
	"runtime"
)

const (
	// spare is for how many bytes behind its data the file has blocks on the disk. More makes few writes wait longer
	// and none shorter.
	spare = 1 << 20

	// stroke is how many bytes are written at a time.
	stroke = 64 << 10
)

// room keeps blocks of the disk ready behind the data. A commit that writes where the file has none makes the file
// system commit its journal too, which takes about as long as the rest of the sync; on ext4 room that is allocated
// but not written is no better. The zero value keeps none.
type room struct {
	file *os.File
	end  int64 // as far as there are blocks
}

// reserve is for who has the turn to write. Behind used there must be nothing that anybody reads. Where no room is
// left, the next commit will find out and say so.
func (r *room) reserve(used int64) {
	if r.file == nil || runtime.GOOS != "linux" || r.end-used >= spare/2 {
		return
	}
	from := max(r.end, used)
	r.end = used + spare
	for zeros := make([]byte, stroke); from < r.end; from += stroke {
		if _, err := r.file.WriteAt(zeros[:min(stroke, r.end-from)], from); err != nil {
			return
		}
	}
	_ = r.file.Sync()
}
