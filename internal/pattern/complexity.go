package pattern

import "slices"

// maxComplexity is the highest complexity that AWS accepts. INFERRED from 15 patterns: up to 10 are
// accepted, from 11 on they are refused.
const maxComplexity = 10

// complexity returns, for the field where it is highest, how many beginnings of its wildcards one
// text can match at the same time. It stops counting above maxComplexity.
func complexity(branches []branch) (most int) {
	seen := map[*field]bool{}
	for _, b := range branches {
		for _, f := range b {
			if !seen[f] && most <= maxComplexity {
				most = max(most, f.complexity())
			}
			seen[f] = true
		}
	}
	return most
}

// A beginning is a node in the tree of all beginnings of the wildcards of one matcher. A list
// within anything-but is one matcher, in which what several wildcards begin with counts once.
type beginning struct {
	next   map[byte]*beginning
	star   *beginning // what an asterisk leads to
	isStar bool       // whether it ends with an asterisk, so that more text matches it as well
}

func (b *beginning) follow(c byte) *beginning {
	if b.next == nil {
		b.next = map[byte]*beginning{}
	}
	if b.next[c] == nil {
		b.next[c] = &beginning{}
	}
	return b.next[c]
}

// add notes the beginnings of a wildcard.
func (b *beginning) add(w wildcard) {
	for i, part := range w {
		if i > 0 && b.star == nil {
			b.star = &beginning{isStar: true}
		}
		if i > 0 {
			b = b.star
		}
		for j := range len(part) {
			b = b.follow(part[j])
		}
	}
}

// beginnings returns the tree of each matcher that has wildcards. Matchers that are alike count
// once.
func (f *field) beginnings() (trees []*beginning) {
	var seen [][]wildcard
	for _, m := range f.matches {
		wildcards := wildcardsOf(m)
		if len(wildcards) == 0 || slices.ContainsFunc(seen, func(s []wildcard) bool {
			return slices.EqualFunc(s, wildcards, slices.Equal)
		}) {
			continue
		}
		seen = append(seen, wildcards)
		tree := &beginning{}
		for _, w := range wildcards {
			tree.add(w)
		}
		trees = append(trees, tree)
	}
	return trees
}

func wildcardsOf(m matcher) (out []wildcard) {
	switch m := m.(type) {
	case wildcard:
		return []wildcard{m}
	case but:
		for _, excluded := range m {
			out = append(out, wildcardsOf(excluded)...)
		}
	}
	return out
}

// A reading is what a text of which every character is given matches: before the first asterisk
// there is no choice.
type reading struct {
	fixed []*beginning // without an asterisk, one for each tree at most
	free  []*beginning // behind an asterisk
}

// complexity follows every text that the wildcards have before their first asterisk.
func (f *field) complexity() (most int) {
	pending := []reading{{fixed: f.beginnings()}}
	for len(pending) > 0 && most <= maxComplexity {
		r := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		letters := r.letters()
		if len(letters) == 0 {
			most = max(most, freeComplexity(r.free))
		}
		for _, c := range letters {
			next := r.read(c)
			most = max(most, len(next.fixed)+len(next.free))
			pending = append(pending, next)
		}
	}
	return most
}

// letters returns what the text can go on with for some wildcard that is still before its first
// asterisk.
func (r reading) letters() (letters []byte) {
	for _, b := range r.fixed {
		for c := range b.next {
			letters = append(letters, c)
		}
	}
	slices.Sort(letters)
	return slices.Compact(letters)
}

// read returns what the text matches with one more character.
func (r reading) read(c byte) (next reading) {
	for _, b := range r.fixed {
		if n := b.next[c]; n != nil {
			next.fixed = append(next.fixed, n)
		}
	}
	for _, b := range r.free {
		if b.isStar {
			next.free = append(next.free, b)
		}
		if n := b.next[c]; n != nil {
			next.free = append(next.free, n)
		}
	}
	for _, b := range slices.Concat(next.fixed, next.free) {
		if b.star != nil && !slices.Contains(next.free, b.star) {
			next.free = append(next.free, b.star)
		}
	}
	return next
}

// freeComplexity returns how many beginnings a text can match that is free to go on: it can have
// passed every asterisk, and then end in what most texts between asterisks begin with.
func freeComplexity(free []*beginning) int {
	var stars []*beginning
	for _, b := range free {
		if b.isStar {
			stars = b.collectStars(stars)
		}
	}
	if len(stars) > maxComplexity {
		return len(stars)
	}
	endings := &ending{}
	for _, b := range stars {
		endings.merge(b)
	}
	return len(stars) + endings.most()
}

// collectStars adds the asterisk and those behind it.
func (b *beginning) collectStars(stars []*beginning) []*beginning {
	if slices.Contains(stars, b) || len(stars) > maxComplexity {
		return stars
	}
	if b.isStar {
		stars = append(stars, b)
	}
	if b.star != nil {
		stars = b.star.collectStars(stars)
	}
	for _, next := range b.next {
		stars = next.collectStars(stars)
	}
	return stars
}

// An ending is what a text can end with: a node in the tree of what may follow an asterisk.
type ending struct {
	next    map[byte]*ending
	shorter *ending // the longest ending of this one that is in the tree as well
	matched int     // how many beginnings it matches; at first without those of shorter endings
}

// merge adds what follows an asterisk, up to the next ones.
func (e *ending) merge(b *beginning) {
	for c, following := range b.next {
		if e.next == nil {
			e.next = map[byte]*ending{}
		}
		if e.next[c] == nil {
			e.next[c] = &ending{}
		}
		e.next[c].matched++
		e.next[c].merge(following)
	}
}

// most adds up, the short ones first, how many beginnings each ending matches, and returns the
// highest number.
func (e *ending) most() (most int) {
	for level := []*ending{e}; len(level) > 0; {
		var deeper []*ending
		for _, parent := range level {
			for c, child := range parent.next {
				child.shorter = parent.shorten(c, e)
				child.matched += child.shorter.matched
				most = max(most, child.matched)
				deeper = append(deeper, child)
			}
		}
		level = deeper
	}
	return most
}

// shorten returns the longest ending in the tree that is shorter than this one with the character
// behind it.
func (e *ending) shorten(c byte, root *ending) *ending {
	for s := e.shorter; s != nil; s = s.shorter {
		if next := s.next[c]; next != nil {
			return next
		}
	}
	return root
}
