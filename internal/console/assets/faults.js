// Faults: what goes wrong on purpose.

import { button, choice, field, form, h, keep, say, submit } from './dom.js';
import { get, named, send } from './api.js';
import { card, heads, withCurl } from './card.js';
import { control } from './shell.js';

// faults is the card of what goes wrong on purpose.
export function faults(bench) {
	const rows = h('tbody');
	const none = h('p', { class: 'dim' }, 'None: every call is answered as AWS does.');
	const table = h('table', { 'aria-label': 'Faults' }, heads('Strikes', 'With', 'Hits', ''), rows);
	bench.refresh.push(async () => {
		const { faults } = await get('faults');
		keep(
			rows,
			faults,
			f => f.id,
			f => row(bench, f),
		);
		[table.hidden, none.hidden] = [!faults.length, faults.length > 0];
	});
	return card(
		'Faults',
		'What goes wrong on purpose. At the start: -faults FILE.',
		table,
		none,
		form(
			{ class: 'row' },
			bench.does(addFault),
			field('Operation', 'operation', { value: 'CreateConnection' }),
			field('Resource', 'resource', { placeholder: 'any' }),
			choice('What', 'what', ['an error', 'a dropped connection', 'a cut answer', 'a delay']),
			field('Error code', 'code', { value: 'ThrottlingException' }),
			field('Status', 'status', { value: '400', inputmode: 'numeric' }, 'small'),
			field('Delay', 'delay', { placeholder: '2s' }, 'small'),
			field('Times', 'times', { value: '1', inputmode: 'numeric' }, 'small'),
			submit('Add the fault'),
		),
		h(
			'p',
			{ class: 'buttons' },
			button(
				'Remove all',
				bench.does(() => send('DELETE', 'faults')),
			),
		),
		withCurl(
			control('POST', 'faults', {
				operation: 'CreateConnection',
				times: 1,
				error: { code: 'ThrottlingException' },
			}),
			control('DELETE', 'faults'),
		),
	);
}

function row(bench, f) {
	const remove = bench.does(() => send('DELETE', named('faults/{}', f.id)));
	return h(
		'tr',
		null,
		h(
			'td',
			null,
			[f.service, f.operation ?? 'any call', f.resource].filter(Boolean).join(' '),
			f.note && h('p', { class: 'note' }, f.note),
		),
		h('td', null, faultText(f)),
		h('td', { class: 'number' }, `${f.hits} of ${f.matched}`),
		h('td', null, button('Remove', remove, { 'aria-label': `Remove ${f.id}` })),
	);
}

async function addFault(data) {
	const fault = { times: Number(data.times) || undefined };
	if (data.operation) fault.operation = data.operation;
	if (data.resource) fault.resource = data.resource;
	if (data.delay) fault.delay = data.delay;
	if (data.what === 'an error')
		fault.error = { code: data.code, status: Number(data.status) || undefined };
	if (data.what === 'a dropped connection') fault.drop = true;
	if (data.what === 'a cut answer') fault.cut = true;
	const { ids } = await send('POST', 'faults', fault);
	say(`${ids[0]} is added.`);
}

function faultText(f) {
	const often = [
		f.nth && `from the ${f.nth}th on`,
		f.times && (f.times === 1 ? 'once' : `${f.times} times`),
		f.probability && `one in ${Math.round(1 / f.probability)}`,
	];
	const what = [
		f.delay && `${f.delay} s late`,
		f.error && `${f.error.status ?? 400} ${f.error.code}`,
		f.drop && 'dropped',
		f.cut && 'cut',
	];
	return [...what, ...often].filter(Boolean).join(', ');
}
