// Deliveries: what came of events.

import { button, code, h, pairs, pretty, say, section } from './dom.js';
import { get, named, send } from './api.js';
import { link } from './address.js';
import { destinationLink, failure, path, state } from './parts.js';
import { at, until } from './time.js';

const outcomes = ['waiting', 'delivered', 'unsent', 'dead', 'ended', 'uncalled', 'unmatched'];

export const deliveries = {
	name: 'deliveries',
	title: 'Deliveries',
	events: ['delivery', 'call', 'event', 'begin'],
	fields: [
		{ name: 'outcome', label: 'Outcome', options: outcomes },
		{ name: 'rule', label: 'Rule', hint: 'order-placed' },
		{ name: 'bus', label: 'Event bus', hint: 'default' },
		{ name: 'event', label: 'Event id', hint: 'a6e47a36-…' },
	],
	columns: ['Event', 'Outcome', 'Rule', 'Target', 'Attempts', 'Next', 'Time'],
	key: d => [d.id],

	async fetch(query) {
		const found = await get('deliveries', query);
		return { items: found.deliveries.reverse(), count: found.count };
	},

	async find([id]) {
		return (await get('deliveries')).deliveries.find(d => d.id === id);
	},

	cells: d => [
		d.detailType || d.source,
		state(d.outcome),
		d.rule ?? '',
		d.targetArn ? destinationLink(d.targetArn) : '',
		h('span', { class: 'number' }, String(d.attempts?.length ?? 0)),
		d.next && d.outcome === 'waiting' ? until(d.next) : '',
		at(d.time),
	],

	note: d => d.reason,

	empty: () =>
		h(
			'div',
			{ class: 'first' },
			h('h3', null, 'No event has gone anywhere yet'),
			code(
				`aws events put-events --entries \\
  'Source=shop.orders,DetailType=Order Placed,Detail="{\\"id\\":7}"'`,
				'the command',
			),
		),

	detail(d) {
		const node = h('article', null, shown(d));
		return { node, update: changed => node.replaceChildren(...shown(changed)) };
	},
};

function shown(d) {
	return [
		h('h3', null, d.detailType || d.source),
		h('p', null, state(d.outcome), ' ', d.reason ?? ''),
		attempts(d),
		d.outcome !== 'waiting' &&
			d.target &&
			h(
				'p',
				{ class: 'buttons' },
				button('Send again', async () => {
					await send('POST', named('deliveries/{}/retry', d.id));
					say('It is on its way again.');
				}),
			),
		d.deadLetter &&
			section(
				'Dead letter',
				pairs(['Queue', d.deadLetter.queue]),
				failure(d.deadLetter.attributes),
			),
		pairs(
			['Event', d.event],
			['Source', d.source],
			['Event bus', d.bus],
			[
				'Rule',
				d.rule && h('a', { href: link('rules', [d.account, d.region, d.bus, d.rule]) }, d.rule),
			],
			['Target', d.target],
			['Target ARN', d.targetArn],
			['Time', d.time],
			[
				'Retries',
				d.retry &&
					`${d.retry.maximumRetryAttempts} at most, within ${d.retry.maximumEventAgeInSeconds} s`,
			],
		),
		d.shed && h('p', { class: 'note' }, 'Input and request were let go of, to save memory.'),
		d.request && section('Request', code(message(d.request), 'request')),
		answers(d),
		d.input && section('Input', code(pretty(d.input), 'input')),
	].filter(Boolean);
}

// attempts draws them on a line of time, and the next one after them.
function attempts(d) {
	const steps = (d.attempts ?? []).map(a => ({
		title: String(a.status ?? 'no answer'),
		as: a.status >= 200 && a.status < 300 ? 'ok' : 'error',
		at: a.time,
		text: [a.failure, a.fault && `by fault ${a.fault}`].filter(Boolean).join(', '),
	}));
	const current = steps.length - 1;
	if (d.next && d.outcome === 'waiting')
		steps.push({ title: 'next attempt', as: 'waiting', at: d.next });
	return steps.length
		? path(steps, current, 'Attempts')
		: h('p', { class: 'dim' }, 'It was not sent.');
}

function answers(d) {
	const last = d.attempts?.at(-1);
	return last?.response && section('Last answer', code(pretty(last.response), 'answer'));
}

function message(r) {
	return [`${r.method} ${r.url}`, ...r.headers.map(f => `${f.name}: ${f.value}`), '', r.body].join(
		'\n',
	);
}
