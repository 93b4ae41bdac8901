// The page: which screen the address asks for.

import { address } from './address.js';
import { attempt } from './dom.js';
import { press, showKeys } from './keys.js';
import { connect, listen } from './live.js';
import { readClock } from './time.js';
import { List } from './list.js';
import { Bench } from './bench.js';
import { calls } from './calls.js';
import { connections } from './connections.js';
import { deliveries } from './deliveries.js';
import { destinations } from './destinations.js';
import { rules } from './rules.js';

const kinds = { calls, connections, destinations, rules, deliveries };
const root = document.getElementById('main');
let current; // the screen that is shown
let name; // its name

function turn() {
	const to = address();
	const wanted = kinds[to.screen] || to.screen === 'bench' ? to.screen : 'calls';
	if (wanted === name) return current.turn(to);
	current?.hide();
	name = wanted;
	current = kinds[name] ? new List(kinds[name]) : new Bench();
	markScreen();
	return current.show(root, to);
}

function markScreen() {
	document.title = `${kinds[name]?.title ?? 'Bench'} · EventBridge connections`;
	for (const a of document.querySelectorAll('nav a')) {
		if (a.getAttribute('href') === '#/' + name) a.setAttribute('aria-current', 'page');
		else a.removeAttribute('aria-current');
	}
}

addEventListener('hashchange', turn);
addEventListener('keydown', event => press(event, current));
document.getElementById('help').addEventListener('click', showKeys);
const look = () => attempt(readClock);
listen(look);
look();
turn();
connect();
