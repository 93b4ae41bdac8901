package pattern

import (
	"cmp"
	"slices"
	"strings"
)

// A compiler makes branches out of a pattern's tokens.
type compiler struct {
	scanner
	or   bool // whether $or joins objects; else it is a name like any other
	ids  int
	path []string
}

// maxBranches bounds what $or multiplies out to. RECORDED: 512 are accepted and 1,024 are not; the
// text says 1,000.
const maxBranches = 1000

// compile reads the pattern. Its error is a refusal, or an error that is AWS's as it stands.
func compile(text string, or bool) ([]branch, error) {
	c := &compiler{scanner: *newScanner(text, maxDepth), or: or}
	if err := c.next(); err != nil {
		return nil, err
	}
	if c.kind != tokenObject {
		return nil, c.fail("Filter is not an object")
	}
	branches, err := c.object([]branch{nil}, false)
	if err != nil {
		return nil, err
	}
	return ordered(branches), nil // AWS does not look behind the object
}

// object adds the fields of an object to every branch. Whether it lies in $or decides which names
// it may have.
func (c *compiler) object(branches []branch, inOr bool) ([]branch, error) {
	for empty := true; ; empty = false {
		if err := c.next(); err != nil {
			return nil, err
		}
		if c.kind == tokenObjectEnd {
			if empty {
				return nil, c.fail("Empty objects are not allowed")
			}
			return branches, nil
		}
		var err error
		if branches, err = c.member(branches, inOr); err != nil {
			return nil, err
		}
	}
}

// member reads the member whose name is the current token.
func (c *compiler) member(branches []branch, inOr bool) ([]branch, error) {
	name := c.name
	if name == "$or" && c.or {
		return c.alternatives(branches)
	}
	if inOr && slices.Contains(reserved, name) {
		return nil, c.fail(name + " is Ruler reserved fieldName which cannot be used inside $or.")
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	c.path = append(c.path, name)
	defer func() { c.path = c.path[:len(c.path)-1] }()
	switch c.kind {
	case tokenObject:
		return c.object(branches, inOr)
	case tokenList:
		return c.leaf(branches)
	}
	return nil, c.fail(`"` + name + `" must be an object or an array`)
}

// reserved are the names that no field within $or can have.
var reserved = strings.Fields("exactly equals-ignore-case prefix suffix anything-but exists " +
	"wildcard numeric cidr html = < <= > >= regex not-wildcard not-equals-ignore-case date-after " +
	"date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range " +
	"ip-address-not-in-range")

// alternatives reads the list of $or: every branch goes on as one branch for each object of the
// list.
func (c *compiler) alternatives(branches []branch) ([]branch, error) {
	if err := c.next(); err != nil {
		return nil, err
	}
	if c.kind != tokenList {
		return nil, c.fail("It must be an Array followed with $or.")
	}
	var all []branch
	for objects := 0; ; objects++ {
		if err := c.next(); err != nil {
			return nil, err
		}
		if c.kind == tokenListEnd && objects < 2 {
			return nil, c.fail("There must have at least 2 Objects in $or relationship.")
		}
		if c.kind == tokenListEnd {
			return all, nil
		}
		if c.kind != tokenObject {
			return nil, c.fail("Only JSON object is allowed in array of $or relationship.")
		}
		more, err := c.object(forked(branches), true)
		if err != nil {
			return nil, err
		}
		if all = append(all, more...); len(all) > maxBranches {
			return nil, tooMany
		}
	}
}

// forked returns the branches so that adding to one of them leaves the others alone.
func forked(branches []branch) []branch {
	out := make([]branch, len(branches))
	for i, b := range branches {
		out[i] = slices.Clip(b)
	}
	return out
}

// leaf adds the field whose list is the current token to every branch.
func (c *compiler) leaf(branches []branch) ([]branch, error) {
	f := &field{id: c.ids, path: strings.Join(c.path, ".")}
	c.ids++
	f.steps = strings.Split(f.path, ".")
	from := c.start
	if err := c.list(f); err != nil {
		return nil, err
	}
	f.asked = c.text[from:c.at]
	for i := range branches {
		branches[i] = append(branches[i], f)
	}
	return branches, nil
}

// ordered sorts every branch by path. Of fields with one path the last one counts.
// Their paths are ranked once, as there can be many branches of many fields.
func ordered(branches []branch) []branch {
	all := map[string]int{}
	for _, b := range branches {
		for _, f := range b {
			all[f.path] = 0
		}
	}
	paths := make([]string, 0, len(all))
	for path := range all {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for rank, path := range paths {
		all[path] = rank
	}
	for i, b := range branches {
		branches[i] = b.ranked(all)
	}
	return branches
}

func (b branch) ranked(rank map[string]int) branch {
	last := make(map[int]*field, len(b))
	for _, f := range b {
		last[rank[f.path]] = f
	}
	kept := make(branch, 0, len(last))
	for _, f := range last {
		kept = append(kept, f)
	}
	slices.SortFunc(kept, func(x, y *field) int { return cmp.Compare(rank[x.path], rank[y.path]) })
	return kept
}
