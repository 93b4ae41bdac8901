// The emulator's clock, and times by it.

import { get } from './api.js';
import { h } from './dom.js';

let ahead = 0; // of the browser's clock, in ms
let still = null; // where the clock is held

export const now = () => still ?? Date.now() + ahead;
export const isHeld = () => still !== null;

// tell notes what time it is.
export function tell(clock) {
	const at = Date.parse(clock.now);
	still = clock.held ? at : null;
	ahead = at - Date.now();
	tick();
}

export async function readClock() {
	tell(await get('clock'));
}

// at shows the time of day in UTC, and the day where it is pointed at.
export function at(time) {
	return h(
		'time',
		{ datetime: time, title: time },
		time.slice(11, 23).replace('Z', '').padEnd(12, '0'),
	);
}

// until shows how long it is to a time, and goes on doing so.
export function until(time) {
	const element = h('span', { class: 'until', 'data-until': time });
	count(element);
	return element;
}

function count(element) {
	const left = Date.parse(element.dataset.until) - now();
	const text = left > 0 ? 'in ' + long(left / 1000) : 'now';
	if (element.textContent !== text) element.textContent = text;
}

// long is a duration in seconds that is counted down.
function long(seconds) {
	const s = Math.ceil(seconds);
	if (s < 120) return `${s} s`;
	if (s < 7200) return `${Math.floor(s / 60)} min ${s % 60} s`;
	return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

// short is a duration in seconds that something took.
export function short(seconds) {
	if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
	if (seconds < 1) return `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
	return `${seconds.toFixed(1)} s`;
}

const shown = document.querySelector('#clock time');

function tick() {
	const text =
		new Date(now()).toISOString().slice(0, 19).replace('T', ' ') + (isHeld() ? ' held' : '');
	if (shown.textContent !== text) shown.textContent = text;
	document.querySelectorAll('[data-until]').forEach(count);
}

setInterval(tick, 500);
