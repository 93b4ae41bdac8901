// The bench: faults, the clock, routes, what is stored, and settings.

import { area, ask, button, field, form, h, keep, say, submit } from './dom.js';
import { get, send } from './api.js';
import { card, heads, withCurl } from './card.js';
import { faults } from './faults.js';
import { isHeld, readClock, tell } from './time.js';
import { control } from './shell.js';
import { listen } from './live.js';

export class Bench {
	show(root) {
		this.refresh = [];
		root.replaceChildren(
			h('h2', { class: 'hidden' }, 'Bench'),
			h(
				'div',
				{ class: 'bench', tabindex: '-1' },
				faults(this),
				this.clock(),
				this.routes(),
				this.stored(),
				this.seed(),
				this.settings(),
			),
		);
		this.stop = listen(() => this.renew());
		return this.renew();
	}

	hide() {
		this.stop();
	}
	turn() {}
	step() {}
	close() {
		return false;
	}

	async renew() {
		try {
			await Promise.all(this.refresh.map(f => f()));
		} catch (error) {
			say(error.message, true);
		}
	}

	// does makes the work of a button or a form, which is shown afterwards.
	does(work) {
		return async (...args) => {
			await work(...args);
			await this.renew();
		};
	}

	clock() {
		const shown = h('p', { class: 'big' });
		const hold = button(
			'Hold',
			this.does(async () => tell(await send('POST', 'clock', { hold: !isHeld() }))),
		);
		this.refresh.push(async () => {
			await readClock();
			hold.textContent = isHeld() ? 'Go on' : 'Hold';
			shown.textContent = isHeld() ? 'The clock is held.' : 'The clock goes.';
		});
		const by = (text, advance) =>
			button(
				text,
				this.does(async () => tell(await send('POST', 'clock', { advance }))),
			);
		return card(
			'Clock',
			'Everything is dated by it.',
			shown,
			h(
				'p',
				{ class: 'buttons' },
				by('+1 minute', '1m'),
				by('+1 hour', '1h'),
				by('+1 day', '24h'),
				hold,
			),
			withCurl(
				control('POST', 'clock', { advance: '1h' }),
				control('POST', 'clock', { hold: true }),
			),
		);
	}

	routes() {
		const list = h('ul', { class: 'plain' });
		const none = h('p', { class: 'dim' }, 'None: nothing leaves the machine.');
		let routes = [];
		const replace = this.does(to => send('PUT', 'routes', { routes: to }));
		this.refresh.push(async () => {
			routes = (await get('routes')).routes.map(r => ({ from: r.from, to: r.to ?? '' }));
			keep(
				list,
				routes,
				r => `${r.from} ${r.to}`,
				r =>
					h(
						'li',
						null,
						h('code', null, r.from),
						' → ',
						h('code', null, r.to || 'where it says'),
						' ',
						button(
							'Remove',
							() => replace(routes.filter(o => o.from !== r.from || o.to !== r.to)),
							{ 'aria-label': `Remove ${r.from}` },
						),
					),
			);
			none.hidden = routes.length > 0;
		});
		return card(
			'Routes',
			'Where calls may go. At the start: -route FROM=TO.',
			list,
			none,
			form(
				{ class: 'row' },
				data => replace([...routes, data]),
				field('From', 'from', { placeholder: 'https://api.example.com', required: true }, 'grow'),
				field('To', 'to', { placeholder: 'http://127.0.0.1:8081' }, 'grow'),
				submit('Add the route'),
			),
			withCurl(
				control('PUT', 'routes', {
					routes: [{ from: 'https://api.example.com', to: 'http://127.0.0.1:8081' }],
				}),
			),
		);
	}

	stored() {
		const file = h('input', {
			type: 'file',
			accept: '.json',
			class: 'hidden',
			'aria-label': 'Snapshot',
			tabindex: '-1',
			change: () => this.restore(file),
		});
		return card(
			'What is stored',
			'A snapshot is everything, in one document.',
			h(
				'p',
				{ class: 'buttons' },
				h(
					'a',
					{ class: 'button', href: '/_emulator/snapshot', download: 'snapshot.json' },
					'Save with secrets',
				),
				h(
					'a',
					{
						class: 'button',
						href: '/_emulator/snapshot?redacted=1',
						download: 'snapshot-redacted.json',
					},
					'Save redacted',
				),
				button('Restore…', () => file.click()),
				file,
				button(
					'Reset…',
					this.does(async () => {
						if (!(await ask('Forget all data, calls and faults, as at the start?', 'Reset')))
							return;
						await send('POST', 'reset');
						say('It is as it was at the start.');
					}),
					{ class: 'danger' },
				),
			),
			withCurl(
				control('GET', 'snapshot') + ' > snapshot.json',
				control('PUT', 'snapshot', '@snapshot.json'),
				control('POST', 'reset'),
			),
		);
	}

	async restore(file) {
		try {
			const { restored } = await send('PUT', 'snapshot', await file.files[0].text());
			say(`${restored} records are restored.`);
		} catch (error) {
			say(error.message, true);
		}
		file.value = '';
		await this.renew();
	}

	seed() {
		const text = {
			operations: [{ service: 'events', operation: 'CreateConnection', input: connection }],
			states: [],
		};
		return card(
			'Seed',
			'Operations that are run, and states that are set, beside what is stored. At the start: -seed FILE.',
			form(
				{},
				this.does(async data => {
					const { answers } = await send('POST', 'seed', data.seed);
					say(
						answers.length === 1
							? '1 operation was run.'
							: `${answers.length} operations were run.`,
					);
				}),
				area('Seed', 'seed', JSON.stringify(text, null, 1), 9),
				submit('Apply the seed'),
			),
			withCurl(control('POST', 'seed', '@seed.json')),
		);
	}

	settings() {
		const settle = field(
			'How long states last',
			'settle',
			{ placeholder: '2s,authorizing=5s' },
			'grow',
		);
		const input = settle.querySelector('input');
		this.refresh.push(async () => {
			const now = await get('settings');
			if (document.activeElement !== input) input.value = now.settle;
		});
		return card(
			'Settings',
			'At the start: -settle.',
			form(
				{ class: 'row' },
				this.does(async data => {
					await send('PUT', 'settings', { settle: data.settle });
					input.blur();
					say('States that begin from now on last so long.');
				}),
				settle,
				submit('Set'),
			),
			withCurl(control('PUT', 'settings', { settle: 'authorizing=5s' })),
		);
	}
}

const connection = {
	Name: 'orders',
	AuthorizationType: 'API_KEY',
	AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' } },
};
