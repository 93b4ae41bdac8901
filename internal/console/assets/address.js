// The address says what the page shows: #/screen/key?filter. A reload and a link keep it.

import { search } from './api.js';

export function address() {
	const [path, query] = location.hash.slice(2).split('?');
	const [screen, ...key] = path.split('/').map(read);
	return {
		screen: screen || 'calls',
		key,
		query: Object.fromEntries(new URLSearchParams(query ?? '')),
	};
}

function read(part) {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

export function link(screen, key = [], query = {}) {
	return '#/' + [screen, ...key].map(encodeURIComponent).join('/') + search(query);
}

export function go(screen, key, query) {
	location.hash = link(screen, key, query);
}

// settle changes the address without an entry in the browser's history.
export function settle(screen, key, query) {
	history.replaceState(null, '', link(screen, key, query));
	dispatchEvent(new HashChangeEvent('hashchange'));
}
