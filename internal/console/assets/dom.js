// Elements. Whatever a stranger named is text: nothing here parses HTML.

// h makes an element. An attribute that is a function listens to the event of its name, one that is
// null, undefined or false is left out, and one that is true is empty.
export function h(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes ?? {})) set(element, key, value);
	element.append(
		...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false),
	);
	return element;
}

function set(element, key, value) {
	if (value === null || value === undefined || value === false) return;
	if (typeof value === 'function') {
		element.addEventListener(key, value);
		return;
	}
	element.setAttribute(key, value === true ? '' : value);
}

// keep makes the children of parent those of items, in their order. A child whose item is the same as
// before stays the element that it was, so that nothing flickers and the focus stays.
export function keep(parent, items, key, make) {
	const old = new Map([...parent.children].map(e => [e.dataset.key, e]));
	let at = parent.firstElementChild;
	for (const item of items) {
		const k = String(key(item));
		const before = old.get(k);
		old.delete(k);
		const element = renewed(before, item, k, make);
		if (before === at) at = at && element;
		if (element === at) at = at.nextElementSibling;
		else parent.insertBefore(element, at);
	}
	for (const element of old.values()) element.remove();
}

function renewed(before, item, key, make) {
	const told = JSON.stringify(item);
	if (before?.told === told) return before;
	const element = make(item);
	element.dataset.key = key;
	element.told = told;
	if (!before) return element;
	const focused = before.contains(document.activeElement);
	before.replaceWith(element);
	if (focused) element.querySelector('a')?.focus();
	return element;
}

const notice = document.getElementById('notice');
let silence;

// say shows a sentence for some seconds.
export function say(text, bad) {
	clearTimeout(silence);
	notice.textContent = text;
	notice.className = bad ? 'bad' : '';
	silence = setTimeout(
		() => {
			notice.textContent = '';
		},
		bad ? 12000 : 4000,
	);
}

// button makes a button whose work may fail, which is said.
export function button(text, work, attributes) {
	return h('button', { type: 'button', click: () => attempt(work), ...attributes }, text);
}

export async function attempt(work) {
	try {
		await work();
	} catch (error) {
		say(error.message, true);
	}
}

// form makes a form that does its work on Enter or its button.
export function form(attributes, work, ...children) {
	const submit = event => {
		event.preventDefault();
		attempt(() => work(Object.fromEntries(new FormData(event.target)), event.target));
	};
	return h('form', { submit, ...attributes }, ...children);
}

export function field(label, name, attributes, more) {
	return h(
		'label',
		{ class: more },
		h('span', null, label),
		h('input', { name, autocomplete: 'off', spellcheck: 'false', ...attributes }),
	);
}

export function area(label, name, text, rows) {
	return h(
		'label',
		{ class: 'wide' },
		h('span', null, label),
		h('textarea', { name, rows: rows ?? 6, spellcheck: 'false' }, text),
	);
}

export function choice(label, name, options, chosen) {
	const each = options
		.map(o => (Array.isArray(o) ? o : [o, o]))
		.map(([value, text]) => h('option', { value, selected: value === chosen }, text));
	return h('label', null, h('span', null, label), h('select', { name }, each));
}

export function submit(text, attributes) {
	return h('button', attributes, text);
}

// ask resolves to whether somebody says yes.
export function ask(question, yes) {
	return new Promise(resolve => {
		const end = answer => () => {
			box.close();
			resolve(answer);
		};
		const box = h(
			'dialog',
			{
				close: () => {
					box.remove();
					resolve(false);
				},
				'aria-label': question,
			},
			h('p', null, question),
			h(
				'p',
				{ class: 'buttons' },
				h('button', { type: 'button', class: 'danger', click: end(true) }, yes),
				h('button', { type: 'button', click: end(false), autofocus: true }, 'Cancel'),
			),
		);
		document.body.append(box);
		box.showModal();
	});
}

// code shows text to be copied.
export function code(text, label) {
	return h(
		'div',
		{ class: 'code' },
		h('pre', { tabindex: '0', role: 'region', 'aria-label': label }, text),
		button('Copy', () => copy(text), { class: 'copy', 'aria-label': 'Copy ' + label }),
	);
}

export async function copy(text) {
	if (navigator.clipboard) await navigator.clipboard.writeText(text);
	else copyOld(text);
	say('Copied.');
}

// copyOld copies where the page came over plain HTTP from another machine.
function copyOld(text) {
	const box = h('textarea', null, text);
	document.body.append(box);
	box.select();
	document.execCommand('copy');
	box.remove();
}

// pairs is a list of names and values, without those that have no value.
export function pairs(...all) {
	return h(
		'dl',
		null,
		all
			.filter(([, value]) => value)
			.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))),
	);
}

export function section(title, ...children) {
	return h('section', null, h('h3', null, title), ...children);
}

export function pretty(value) {
	if (typeof value !== 'string') return JSON.stringify(value, null, 2);
	try {
		return JSON.stringify(JSON.parse(value), null, 2);
	} catch {
		return value;
	}
}
