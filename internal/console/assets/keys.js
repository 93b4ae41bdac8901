// The keyboard.

import { h } from './dom.js';
import { go } from './address.js';

const screens = {
	c: 'calls',
	n: 'connections',
	d: 'destinations',
	r: 'rules',
	v: 'deliveries',
	b: 'bench',
};

const sheet = [
	['/', 'filter'],
	['j', 'next row'],
	['k', 'row before'],
	['Enter', 'open'],
	['Esc', 'close, or leave the field'],
	...Object.entries(screens).map(([key, screen]) => [`g ${key}`, screen]),
	['?', 'these keys'],
];

let going; // g was pressed, and a screen is to follow

// press does what a key stands for on a screen.
export function press(event, screen) {
	if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
		return;
	if (event.target.closest('input, textarea, select')) {
		if (event.key === 'Escape') event.target.blur();
		return;
	}
	const then = going;
	going = false;
	if (then && screens[event.key]) {
		go(screens[event.key]);
		return;
	}
	act(event, screen);
}

function act(event, screen) {
	switch (event.key) {
		case 'g':
			going = true;
			return;
		case '/':
			document.querySelector('.tools input')?.focus();
			break;
		case 'j':
			screen.step(1);
			break;
		case 'k':
			screen.step(-1);
			break;
		case 'Escape':
			if (!screen.close()) return;
			break;
		case '?':
			showKeys();
			break;
		default:
			return;
	}
	event.preventDefault();
}

export function showKeys() {
	const box = h(
		'dialog',
		{ class: 'keys', 'aria-label': 'Keys', close: () => box.remove() },
		h('h2', null, 'Keys'),
		h(
			'dl',
			null,
			sheet.map(([keys, what]) =>
				h(
					'div',
					null,
					h(
						'dt',
						null,
						keys.split(' ').map(k => h('kbd', null, k)),
					),
					h('dd', null, what),
				),
			),
		),
		h(
			'p',
			{ class: 'buttons' },
			h('button', { type: 'button', click: () => box.close() }, 'Close'),
		),
	);
	document.body.append(box);
	box.showModal();
}
