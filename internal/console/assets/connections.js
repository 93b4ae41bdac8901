// Connections: what state they are in, and what becomes of them.

import {
	ask,
	button,
	choice,
	code,
	field,
	form,
	h,
	pairs,
	pretty,
	say,
	section,
	submit,
} from './dom.js';
import { get, named, run, send } from './api.js';
import { go, link } from './address.js';
import { path, place, state } from './parts.js';
import { until } from './time.js';
import { cli } from './first.js';

const states = [
	'CREATING',
	'UPDATING',
	'AUTHORIZING',
	'AUTHORIZED',
	'ACTIVE',
	'DEAUTHORIZING',
	'DEAUTHORIZED',
	'FAILED_CONNECTIVITY',
	'DELETING',
];

export const connections = {
	name: 'connections',
	title: 'Connections',
	events: ['event', 'call', 'begin'],
	fields: [
		{ name: 'name', label: 'Name', hint: 'orders-*' },
		{ name: 'state', label: 'State', options: states },
	],
	columns: ['Name', 'State', 'Type', 'Account and region'],
	key: c => [c.account, c.region, c.name],

	buttons: () =>
		button('Settle all', async () => {
			const { settled } = await send('POST', 'settle');
			say(`${settled} settled.`);
		}),

	async fetch(query) {
		const found = await get('connections', query);
		return {
			items: found.connections,
			count: found.count,
			next: found.next && { after: found.next },
		};
	},

	async find([account, region, name]) {
		const { connections: found } = await get('connections', { account, region, name });
		return found.find(c => c.name === name);
	},

	cells: c => [
		c.name,
		[
			state(c.state),
			c.next &&
				h(
					'span',
					{ class: 'next' },
					' → ',
					c.next.state,
					' ',
					c.next.at ? until(c.next.at) : 'when settled',
				),
		],
		c.authorizationType,
		h('span', { class: 'dim' }, place(c)),
	],

	note: c => c.reason,

	empty: () =>
		h('div', { class: 'first' }, h('h3', null, 'No connections yet'), code(cli(), 'the command')),

	detail(c) {
		const live = h('div', null, standing(c));
		const node = h(
			'article',
			null,
			h('h3', null, c.name),
			live,
			secret(c),
			users(c),
			outcome(c),
			endings(c),
		);
		return { node, update: changed => live.replaceChildren(standing(changed)) };
	},
};

// standing is what changes by itself.
function standing(c) {
	const begun = c.next
		? c.steps.findIndex(s => s.state === c.next.state && s.at === c.next.at) - 1
		: c.steps.length - 1;
	const steps = c.steps.map(s => ({ title: s.state, as: s.state, at: s.at, text: s.reason }));
	return h(
		'div',
		null,
		path(steps, begun, 'States'),
		pairs(
			['Type', c.authorizationType],
			['ARN', c.arn],
			['Created', c.created],
			['Secret', c.secretArn],
		),
	);
}

const of = c => ({ account: c.account, region: c.region });

function secret(c) {
	const box = h('div');
	const show = button('Show the secret', async () => {
		const { value } = await get(named('connections/{}/secret', c.name), of(c));
		box.replaceChildren(code(pretty(value), 'secret'));
		show.hidden = true;
	});
	return section(
		'Secret',
		show,
		box,
		h('p', { class: 'note' }, 'That somebody looked is noted among the calls.'),
	);
}

function users(c) {
	const box = h('div', null, h('p', { class: 'dim' }, '…'));
	get('destinations', { connection: c.arn })
		.then(({ destinations, count }) => {
			const items = destinations.map(d =>
				h(
					'li',
					null,
					h('a', { href: link('destinations', [d.account, d.region, d.name]) }, d.name),
					' ',
					state(d.state),
				),
			);
			box.replaceChildren(
				count ? h('ul', null, items) : h('p', { class: 'dim' }, 'No API destination uses it.'),
			);
		})
		.catch(error => box.replaceChildren(error.message));
	return section('Destinations that use it', box);
}

function outcome(c) {
	return section(
		'What becomes of it',
		h(
			'p',
			{ class: 'buttons' },
			button('Settle now', async () => {
				const { settled } = await send('POST', 'settle', undefined, { name: c.name, ...of(c) });
				say(settled ? 'Settled.' : 'Nothing was under way.');
			}),
		),
		form(
			{ class: 'row' },
			data => script(c, data),
			choice(
				'State',
				'state',
				['AUTHORIZED', 'DEAUTHORIZED', 'ACTIVE', 'FAILED_CONNECTIVITY'],
				'DEAUTHORIZED',
			),
			choice('When', 'when', ['now', ['settled', 'when it settles']]),
			field('Reason', 'reason', { placeholder: 'The token endpoint refused.' }, 'grow'),
			submit('Set the outcome'),
		),
	);
}

async function script(c, data) {
	const body = { state: data.state, when: data.when };
	if (data.reason) body.reason = data.reason;
	await send('PUT', named('connections/{}/state', c.name), body, of(c));
	say(
		data.when === 'now' ? `It is ${data.state} now.` : `It becomes ${data.state} when it settles.`,
	);
}

function endings(c) {
	return section(
		'End it',
		h(
			'p',
			{ class: 'buttons' },
			button(
				'Deauthorize',
				async () => {
					if (await ask(`Deauthorize ${c.name}? Its secret is removed.`, 'Deauthorize'))
						await run('events', 'DeauthorizeConnection', { Name: c.name }, of(c));
				},
				{ class: 'danger' },
			),
			button(
				'Delete',
				async () => {
					if (!(await ask(`Delete ${c.name} and its secret?`, 'Delete'))) return;
					await run('events', 'DeleteConnection', { Name: c.name }, of(c));
					go('connections');
				},
				{ class: 'danger' },
			),
		),
	);
}
