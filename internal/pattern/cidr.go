package pattern

import (
	"encoding/hex"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// cidr reads an address with the bits of its mask, such as 10.0.0.0/8.
func (c *compiler) cidr() (matcher, error) {
	if c.kind != tokenString {
		return nil, c.fail("prefix match pattern must be a string")
	}
	text, err := c.content()
	if err != nil {
		return nil, err
	}
	m, err := newAddressRange(text)
	if err != nil {
		return nil, err
	}
	return m, c.closed(oneKey)
}

// An addressRange compares the hexadecimal digits of addresses as text, and no more of them than
// its bounds have. RECORDED: so 10.0.0.0/8 has a00::1 in it, and 10.0.0.1/0 the number 1.
type addressRange struct{ bottom, top string }

func (r addressRange) match(v *value) bool {
	onBottom, onTop := true, true
	for i := range len(r.bottom) {
		if i == len(v.address) || !strings.ContainsRune("0123456789ABCDEF", rune(v.address[i])) {
			return false
		}
		digit := v.address[i]
		if onBottom && digit < r.bottom[i] || onTop && digit > r.top[i] {
			return false
		}
		onBottom, onTop = onBottom && digit == r.bottom[i], onTop && digit == r.top[i]
		if !onBottom && !onTop {
			return true
		}
	}
	return true
}

// newAddressRange reads a CIDR. Its errors have no position. RECORDED
func newAddressRange(text string) (addressRange, error) {
	address, mask, ok := strings.Cut(strings.TrimRight(text, "/"), "/")
	if !ok || strings.Contains(mask, "/") {
		return addressRange{}, refusal("Malformed CIDR, one '/' required")
	}
	bits, err := strconv.ParseInt(mask, 10, 32)
	if err != nil {
		return addressRange{}, refusal("Malformed CIDR, mask bits must be an integer")
	}
	if bits < 0 {
		return addressRange{}, refusal("Malformed CIDR, mask bits must not be negative")
	}
	if !looksLikeAddress(address) {
		return addressRange{}, refusal("Nonstandard IP address: " + address)
	}
	ip, ok := parseAddress(address)
	if !ok {
		return addressRange{}, refusal("Invalid IP address: " + address)
	}
	return masked(ip, int(bits))
}

// masked returns all addresses that have the first bits of the address. INFERRED from a recording:
// 2001:db8::/0 has the number 1 in it, so that the bits behind the mask do not count in the lower
// bound.
func masked(ip netip.Addr, bits int) (addressRange, error) {
	if ip.Is4() && bits > 31 {
		return addressRange{}, refusal("IPv4 mask bits must be < 32")
	}
	if bits > 127 {
		return addressRange{}, refusal("IPv6 mask bits must be < 128")
	}
	bottom := ip.AsSlice()
	top := ip.AsSlice()
	for i := range bottom {
		free := byte(0xff >> min(max(bits-8*i, 0), 8))
		bottom[i] &^= free
		top[i] |= free
	}
	return addressRange{bottom: digitsOf(bottom), top: digitsOf(top)}, nil
}

var address = regexp.MustCompile(`^(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$`)

// looksLikeAddress tells whether AWS tries to read the text as an address at all.
func looksLikeAddress(text string) bool {
	const longest = 64
	return len(text) <= longest && address.MatchString(text)
}

// addressDigits returns the hexadecimal digits of an address.
func addressDigits(text string) (string, bool) {
	if !strings.ContainsAny(text, ".:") || !looksLikeAddress(text) {
		return "", false
	}
	ip, ok := parseAddress(text)
	return digitsOf(ip.AsSlice()), ok
}

// parseAddress reads an address as Java does, for which the zeros before an octet mean nothing and
// an IPv4 address within IPv6 is one of IPv4.
func parseAddress(text string) (netip.Addr, bool) {
	if strings.Contains(text, ":") {
		ip, err := netip.ParseAddr(text)
		return ip.Unmap(), err == nil
	}
	const longest = 15
	var octets [4]byte
	for i, octet := range strings.Split(text, ".") {
		n, err := strconv.ParseUint(octet, 10, 8)
		if err != nil || len(text) > longest {
			return netip.Addr{}, false
		}
		octets[i] = byte(n)
	}
	return netip.AddrFrom4(octets), true
}

func digitsOf(address []byte) string { return strings.ToUpper(hex.EncodeToString(address)) }
