// What happens, as it happens: the stream of events, and whether it is there.

const status = document.getElementById('live');
const listeners = new Set();
const kinds = ['call', 'event', 'delivery'];

// listen has a function called with the kinds of what has happened, some times a second at most, and
// with all of them when the stream is there again. The returned function ends that.
export function listen(fn) {
	listeners.add(fn);
	return () => listeners.delete(fn);
}

const happened = new Set();
let waiting;

function note(kind) {
	happened.add(kind);
	waiting ??= setTimeout(tellAll, 200);
}

function tellAll() {
	const told = new Set(happened);
	happened.clear();
	waiting = undefined;
	for (const fn of listeners) fn(told);
}

function say(text, state) {
	status.textContent = text;
	status.className = state;
}

let stream;
let again;

// connect opens the stream, and opens it again for as long as the page is seen. A browser has few
// connections to one host: pages that nobody sees leave theirs to others.
export function connect() {
	open();
	addEventListener('pagehide', close);
	addEventListener('pageshow', () => {
		if (!stream) open();
	});
	document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
}

function open() {
	close();
	stream = new EventSource('/_emulator/events');
	stream.onopen = () => {
		say('live', 'good');
		['begin', ...kinds].forEach(note);
	};
	stream.onerror = () => {
		close();
		say('not answering, trying again', 'bad');
		again = setTimeout(open, 1000);
	};
	for (const kind of kinds) stream.addEventListener(kind, () => note(kind));
}

function close() {
	clearTimeout(again);
	stream?.close();
	stream = undefined;
}
