// The cards of the bench.

import { code, h, section } from './dom.js';

export function heads(...titles) {
	return h(
		'thead',
		null,
		h(
			'tr',
			null,
			titles.map(t => (t ? h('th', { scope: 'col' }, t) : h('td'))),
		),
	);
}

export function card(title, text, ...children) {
	const made = section(title, h('p', { class: 'dim' }, text), ...children);
	made.classList.add('card');
	return made;
}

// withCurl says how to do the same without the page.
export function withCurl(...commands) {
	return h(
		'details',
		null,
		h('summary', null, 'The same with curl'),
		commands.map(c => code(c, 'command')),
	);
}
