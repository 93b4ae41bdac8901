// The calls: the newest first, live.

import {
	attempt,
	ask,
	button,
	choice,
	code,
	copy,
	form,
	h,
	pairs,
	pretty,
	say,
	section,
	submit,
} from './dom.js';
import { get, send } from './api.js';
import { awsCLI, curl } from './shell.js';
import { at, short } from './time.js';
import { link } from './address.js';
import { state } from './parts.js';
import { first } from './first.js';

const services = ['events', 'secretsmanager', 'kms', 'iam', 'sts'];
const outcomes = ['ok', 'error', 'dropped', 'cut', 'upstream'];

export const calls = {
	name: 'calls',
	title: 'Calls',
	events: ['call', 'begin'],
	fields: [
		{ name: 'text', label: 'Text', hint: 'anything' },
		{ name: 'service', label: 'Service', options: services },
		{ name: 'operation', label: 'Operation', hint: 'Create*' },
		{ name: 'resource', label: 'Resource', hint: 'orders-?' },
		{ name: 'outcome', label: 'Outcome', options: outcomes },
	],
	columns: ['Operation', 'Resource', 'Outcome', 'Time', 'Took', 'Service'],
	key: call => [String(call.number)],
	empty: first,

	buttons: list =>
		button(
			'Forget',
			async () => {
				if (!(await ask('Forget all calls?', 'Forget them'))) return;
				await send('DELETE', 'calls');
				await list.load();
			},
			{ class: 'quiet' },
		),

	async fetch(query) {
		const found = await get('calls', query);
		const items = found.calls.reverse();
		const more = found.count > items.length && { before: items.at(-1).number };
		return { items, count: found.count, next: more, note: found.note };
	},

	// renew says how many calls are newer than those that are shown.
	async renew(items, query) {
		if (query.before) return '';
		const { count } = await get('calls', { ...query, after: items[0]?.number ?? 0, limit: 0 });
		return count ? `${count.toLocaleString('en')} newer` : '';
	},

	async find([number]) {
		const n = Number(number);
		if (!Number.isInteger(n) || n < 1) return undefined;
		return (await get('calls', { after: n - 1, before: n + 1 })).calls[0];
	},

	cells: call => [
		call.operation ?? call.target ?? 'unknown',
		h('span', { class: 'resource', title: call.resource }, resource(call.resource)),
		state(said(call), call.outcome),
		at(call.time),
		h('span', { class: 'number' }, short(call.duration)),
		call.service ?? '',
	],

	note: call =>
		call.nearest ? `${call.message ?? ''} Did you mean ${call.nearest}?` : call.message,
	detail: call => ({ node: detail(call) }),
};

// resource is the end of an ARN, or the whole name.
function resource(text) {
	return text?.startsWith('arn:') ? text.split(':').slice(5).join(':') : (text ?? '');
}

function said(call) {
	if (call.outcome === 'dropped') return 'dropped';
	return [call.status, call.code ?? call.outcome].filter(Boolean).join(' ');
}

function detail(call) {
	return h(
		'article',
		null,
		h('h3', null, call.operation ?? call.target ?? 'A call of nothing that is served'),
		h('p', null, state(said(call), call.outcome), ' ', calls.note(call) ?? ''),
		call.operation && actions(call),
		pairs(
			['Call', String(call.number)],
			['Resource', call.resource],
			['Time', call.time],
			['Took', short(call.duration)],
			['Request id', call.requestId],
			['Account', call.account],
			['Region', call.region],
			['Access key', call.accessKeyId],
			['User agent', call.userAgent],
			['Fault', call.fault && h('a', { href: '#/bench' }, call.fault)],
		),
		call.shed && h('p', { class: 'note' }, 'Request and response were let go of, to save memory.'),
		call.request && section('Request', code(pretty(call.request), 'request')),
		call.response && section('Response', code(pretty(call.response), 'response')),
	);
}

function actions(call) {
	return h(
		'div',
		{ class: 'actions' },
		h(
			'p',
			{ class: 'buttons' },
			button('Copy as curl', () => copy(curl(call))),
			button('Copy as AWS CLI', () => copy(awsCLI(call))),
		),
		form(
			{ class: 'row' },
			data => failNext(call, data.error),
			choice('Next time', 'error', Object.keys(failures)),
			submit('Make it fail next time'),
		),
	);
}

const failures = {
	InternalException: { error: { code: 'InternalException', status: 500 } },
	ThrottlingException: { error: { code: 'ThrottlingException', message: 'Rate exceeded' } },
	LimitExceededException: { error: { code: 'LimitExceededException' } },
	'a dropped connection': { drop: true },
	'a cut answer': { cut: true },
};

async function failNext(call, name) {
	const { service, operation } = call;
	await send('POST', 'faults', {
		service,
		operation,
		resource: globbed(call.resource),
		times: 1,
		...failures[name],
	});
	say(`The next ${operation} fails with ${name}.`);
}

// globbed is a glob for a text, of which * and ? stand for one character.
function globbed(text) {
	return text && text.replace(/[*?]/g, '?');
}
