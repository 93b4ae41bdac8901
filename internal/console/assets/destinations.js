// API destinations: where they lead, and what they would be sent.

import { area, code, field, form, h, pairs, say, section, submit } from './dom.js';
import { get, named, run, send } from './api.js';
import { go, link } from './address.js';
import { nameOf, place, shownRequest, state } from './parts.js';
import { event, sample } from './sample.js';

export const destinations = {
	name: 'destinations',
	title: 'Destinations',
	events: ['event', 'call', 'begin'],
	fields: [
		{ name: 'name', label: 'Name', hint: 'invoices*' },
		{ name: 'state', label: 'State', options: ['ACTIVE', 'INACTIVE'] },
	],
	columns: ['Name', 'State', 'Endpoint', 'Rate', 'Connection', 'Account and region'],
	key: d => [d.account, d.region, d.name],

	async fetch(query) {
		const found = await get('destinations', query);
		return {
			items: found.destinations,
			count: found.count,
			next: found.next && { after: found.next },
		};
	},

	async find([account, region, name]) {
		const { destinations: found } = await get('destinations', { account, region, name });
		return found.find(d => d.name === name);
	},

	cells: d => [
		d.name,
		state(d.state),
		h('code', null, `${d.method} ${d.endpoint}`),
		h('span', { class: 'number' }, `${d.rate}/s`),
		connection(d),
		h('span', { class: 'dim' }, place(d)),
	],

	empty: () =>
		h(
			'div',
			{ class: 'first' },
			h('h3', null, 'No API destinations yet'),
			code(
				`aws events create-api-destination --name invoices --http-method POST \\
  --invocation-endpoint https://api.example.com/invoices \\
  --connection-arn "$(aws events describe-connection --name orders --query ConnectionArn --output text)"`,
				'the command',
			),
		),

	detail(d) {
		const live = h('div', null, standing(d));
		const node = h('article', null, h('h3', null, d.name), live, leading(d), wouldSend(d), test(d));
		return { node, update: changed => live.replaceChildren(standing(changed)) };
	},
};

function connection(d) {
	if (!d.connectionArn) return h('span', { class: 'dim' }, 'deleted');
	const name = nameOf(d.connectionArn);
	return h('a', { href: link('connections', [d.account, d.region, name]) }, name);
}

function standing(d) {
	return pairs(
		['State', state(d.state)],
		['Endpoint', `${d.method} ${d.endpoint}`],
		['Rate', `${d.rate} invocations a second`],
		['Connection', connection(d)],
		['ARN', d.arn],
	);
}

function leading(d) {
	const box = h('div', null, h('p', { class: 'dim' }, '…'));
	get('rules', { target: d.arn })
		.then(({ rules }) => {
			const items = rules.map(r =>
				h(
					'li',
					null,
					h('a', { href: link('rules', [r.account, r.region, r.bus, r.name]) }, r.name),
					` on ${r.bus} `,
					state(r.state),
				),
			);
			box.replaceChildren(
				items.length ? h('ul', null, items) : h('p', { class: 'dim' }, 'No rule leads here.'),
			);
		})
		.catch(error => box.replaceChildren(error.message));
	return section('Rules that lead here', box);
}

// wouldSend shows the request for a body, without sending it.
function wouldSend(d) {
	const box = h('div');
	const show = async ({ body }) => {
		box.replaceChildren(
			shownRequest(
				await send('POST', named('destinations/{}/request', d.name), body, {
					account: d.account,
					region: d.region,
				}),
			),
		);
	};
	return section(
		'What it would be sent',
		form({}, show, area('Body', 'body', '{"id": 7}', 3), submit('Show the request')),
		box,
	);
}

function test(d) {
	return section(
		'Send a test event',
		form(
			{},
			data => put(d, data),
			h(
				'div',
				{ class: 'row' },
				field('Event bus', 'bus', { value: 'default', required: true }),
				field('Source', 'source', { value: sample.source, required: true }),
				field('Detail type', 'type', { value: sample['detail-type'], required: true }),
			),
			area('Detail', 'detail', JSON.stringify(sample.detail), 3),
			submit('Send a test event'),
		),
		h('p', { class: 'note' }, 'It is put on the event bus. The rules decide where it goes.'),
	);
}

async function put(place, data) {
	const id = await event(data, place);
	say('The event is on its event bus.');
	go('deliveries', [], { event: id });
}
