// Rules: which of them an event is for, and where they lead.

import { area, button, code, field, form, h, pairs, pretty, say, section, submit } from './dom.js';
import { get, named, send } from './api.js';
import { go, link } from './address.js';
import { destinationLink, place, shownRequest, state } from './parts.js';
import { event, sample } from './sample.js';

export const rules = {
	name: 'rules',
	title: 'Rules',
	events: ['call', 'begin'],
	fields: [
		{ name: 'name', label: 'Name', hint: 'order-*' },
		{ name: 'bus', label: 'Event bus', hint: 'default' },
	],
	columns: ['Name', 'State', 'Event bus', 'Pattern or schedule', 'Targets', 'Account and region'],
	key: r => [r.account, r.region, r.bus, r.name],
	above: matching,

	async fetch(query) {
		const found = await get('rules', query);
		return { items: found.rules, count: found.count, next: found.next && { after: found.next } };
	},

	async find([account, region, bus, name]) {
		const { rules: found } = await get('rules', { account, region, bus, name });
		return found.find(r => r.name === name);
	},

	cells: r => [
		r.name,
		state(r.state),
		r.bus,
		h('code', { class: 'resource' }, r.pattern ?? r.schedule ?? ''),
		h('span', { class: 'number' }, String(r.targets.length)),
		h('span', { class: 'dim' }, place(r)),
	],

	empty: () =>
		h(
			'div',
			{ class: 'first' },
			h('h3', null, 'No rules yet'),
			code(
				`aws events put-rule --name order-placed --event-pattern '{"source":["shop.orders"]}'`,
				'the command',
			),
		),

	detail(r) {
		const live = h('div', null, standing(r));
		const node = h('article', null, h('h3', null, r.name), live, wouldSend(r));
		return { node, update: changed => live.replaceChildren(standing(changed)) };
	},
};

function standing(r) {
	const targets = r.targets.map(t => h('li', null, `${t.id}: `, destinationLink(t.arn)));
	return h(
		'div',
		null,
		pairs(
			['State', state(r.state)],
			['Event bus', r.bus],
			['Schedule', r.schedule],
			['ARN', r.arn],
			['Deliveries', h('a', { href: link('deliveries', [], { rule: r.name }) }, 'of this rule')],
		),
		section(
			'Targets',
			targets.length ? h('ul', null, targets) : h('p', { class: 'dim' }, 'It has none.'),
		),
		r.pattern && section('Pattern', code(pretty(r.pattern), 'pattern')),
	);
}

// wouldSend shows what the targets of the rule would be sent for an event.
function wouldSend(r) {
	const box = h('div');
	const show = async ({ event: text }) => {
		const query = { bus: r.bus, account: r.account, region: r.region };
		const { targets } = await send('POST', named('rules/{}/request', r.name), dated(text), query);
		box.replaceChildren(
			...targets.map(t => h('div', null, h('h4', null, t.target), shownRequest(t))),
		);
	};
	return section(
		'What its targets would be sent',
		form({}, show, area('Event', 'event', pretty(sample), 7), submit('Show the requests')),
		box,
	);
}

// dated is an event with a time, where it has none.
function dated(text) {
	return { time: new Date().toISOString(), ...parsed(text) };
}

function parsed(text) {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`The event is not JSON: ${error.message}`);
	}
}

// matching says which rules an event is for.
function matching() {
	const box = h('div', { 'aria-live': 'polite' });
	const match = async data => {
		const { rules: verdicts } = await send('POST', 'match', {
			bus: data.bus,
			event: parsed(data.event),
		});
		box.replaceChildren(
			verdicts.length ? verdict(verdicts) : h('p', { class: 'dim' }, 'The event bus has no rules.'),
		);
	};
	const fields = form(
		{},
		match,
		h('div', { class: 'row' }, field('Event bus', 'bus', { value: 'default' })),
		area('Event', 'event', pretty(sample), 7),
		h(
			'p',
			{ class: 'buttons' },
			submit('Match'),
			button('Put it on the event bus', () => put(new FormData(fields))),
		),
	);
	return h(
		'details',
		{ class: 'above' },
		h('summary', null, 'Which rules is an event for?'),
		fields,
		box,
	);
}

async function put(data) {
	const { source, detail, 'detail-type': type } = parsed(data.get('event'));
	const id = await event(
		{ bus: data.get('bus'), source, type, detail: JSON.stringify(detail ?? {}) },
		{},
	);
	say('The event is on its event bus.');
	go('deliveries', [], { event: id });
}

function verdict(verdicts) {
	const rows = verdicts.map(v =>
		h(
			'tr',
			null,
			h('th', { scope: 'row' }, v.rule),
			h(
				'td',
				null,
				v.matches ? state('matches', 'ok') : state('does not match', 'error'),
				v.state === 'DISABLED' && ' but is disabled',
			),
			h('td', null, v.field && [h('code', null, v.field), ' is to be ', h('code', null, v.wanted)]),
		),
	);
	return h('table', { 'aria-label': 'What the rules say' }, h('tbody', null, rows));
}
