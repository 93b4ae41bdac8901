// What several screens show.

import { h } from './dom.js';
import { at, until } from './time.js';
import { link } from './address.js';

const good = ['AUTHORIZED', 'ACTIVE', 'ok', 'delivered', 'ENABLED', 'upstream'];
const bad = [
	'DEAUTHORIZED',
	'FAILED_CONNECTIVITY',
	'INACTIVE',
	'error',
	'dropped',
	'cut',
	'dead',
	'DISABLED',
];
const moving = ['CREATING', 'UPDATING', 'AUTHORIZING', 'DEAUTHORIZING', 'DELETING', 'waiting'];

// state shows a state or an outcome, by its colour too.
export function state(text, as = text) {
	const kind = good.includes(as)
		? 'good'
		: bad.includes(as)
			? 'bad'
			: moving.includes(as)
				? 'moving'
				: '';
	return h('span', { class: 'state ' + kind }, text);
}

// moment shows when a step is, was or will be.
function moment(step, begun) {
	if (!step.at) return h('span', { class: 'dim' }, 'when it is settled');
	return begun ? at(step.at) : until(step.at);
}

// path draws steps on a line of time: { title, as, at, text }, of which the last that has begun is now.
export function path(steps, current, label) {
	return h(
		'ol',
		{ class: 'path', 'aria-label': label },
		steps.map((step, i) =>
			h(
				'li',
				{
					class: i < current ? 'past' : i === current ? 'now' : 'coming',
					'aria-current': i === current && 'step',
				},
				state(step.title, step.as),
				moment(step, i <= current),
				step.text && h('p', { class: 'note' }, step.text),
			),
		),
	);
}

// place is an account and a region where there are others than the usual ones.
export function place(item) {
	return `${item.account} ${item.region}`;
}

// nameOf is the name in an ARN of EventBridge.
export function nameOf(arn) {
	return arn.split('/')[1] ?? arn;
}

// destinationLink leads to the API destination that an ARN names; other ARNs are text.
export function destinationLink(arn) {
	const [, , , region, account, resource] = arn.split(':');
	if (!resource?.startsWith('api-destination/')) return arn;
	return h('a', { href: link('destinations', [account, region, nameOf(arn)]) }, nameOf(arn));
}

// lines shows a request line by line, each with where it comes from.
export function lines(parts) {
	const rows = [line([{ text: parts.method + ' ' }, ...parts.url])];
	for (const header of parts.headers)
		rows.push(line([{ text: header.name + ': ', origin: header.origin }, ...header.value]));
	if (parts.body.length) rows.push(line(parts.body));
	return h(
		'table',
		{ class: 'lines', 'aria-label': 'The request, line by line' },
		h(
			'thead',
			{ class: 'hidden' },
			h('tr', null, h('th', { scope: 'col' }, 'Line'), h('th', { scope: 'col' }, 'Origin')),
		),
		h('tbody', null, rows),
	);
}

function line(texts) {
	const origins = [...new Set(texts.map(t => t.origin).filter(Boolean))];
	return h(
		'tr',
		null,
		h(
			'td',
			null,
			h(
				'code',
				null,
				texts.map(t => h('span', { class: originClass(t.origin), title: t.origin }, t.text)),
			),
		),
		h(
			'td',
			null,
			origins.map(o => h('span', { class: 'origin ' + originClass(o) }, o)),
		),
	);
}

const originClass = origin => (origin ? 'from-' + origin.toLowerCase().replace(/[^a-z]/g, '') : '');

// shownRequest shows what would be sent, as the control paths of requests answer it.
export function shownRequest(shown) {
	if (shown.failure) return h('div', null, failure(shown.failure.attributes));
	return h(
		'div',
		null,
		shown.tokenRequest && h('h4', null, 'First, for the token'),
		shown.tokenRequest && lines(shown.tokenRequest.parts),
		shown.tokenRequest && h('h4', null, 'Then'),
		lines(shown.request.parts),
		(shown.request.notes ?? []).map(n => h('p', { class: 'note' }, n.text)),
		!shown.route &&
			h(
				'p',
				{ class: 'note' },
				'No route leads there: it would not be sent. ',
				h('a', { href: '#/bench' }, 'Add a route'),
			),
	);
}

export function failure(attributes) {
	return h(
		'dl',
		{ class: 'bad' },
		Object.entries(attributes).map(([name, value]) =>
			h('div', null, h('dt', null, name), h('dd', null, value)),
		),
	);
}
