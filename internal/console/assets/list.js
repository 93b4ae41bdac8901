// A screen that is a list, a page at a time, and beside it what is open of it.

import { attempt, choice, field, h, keep } from './dom.js';
import { address, go, link, settle } from './address.js';
import { listen } from './live.js';

export const pageSize = 100;

// A List shows a kind of things: name, title, fields, columns, events, fetch(query), key(item),
// cells(item), note(item), empty(), find(key) and detail(item), which may be missing where the
// default will do.
export class List {
	constructor(kind) {
		this.kind = kind;
		this.items = [];
	}

	// show builds the screen.
	show(root, { key, query }) {
		this.rows = h('tbody');
		this.count = h('span', { class: 'dim count', 'aria-live': 'polite' });
		this.nothing = h('div', { class: 'empty', hidden: true });
		this.newer = h('button', {
			type: 'button',
			class: 'newer',
			hidden: true,
			click: () => this.toTop(),
		});
		this.pages = h('p', { class: 'pages' });
		this.table = h('table', { 'aria-label': this.kind.title }, this.head(), this.rows);
		this.pane = h(
			'div',
			{ class: 'list', tabindex: '-1' },
			this.newer,
			this.table,
			this.nothing,
			this.pages,
		);
		this.beside = h('aside', { class: 'detail', hidden: true, 'aria-label': 'Details' });
		this.rows.addEventListener('click', event => this.click(event));
		root.replaceChildren(
			h('h2', { class: 'hidden' }, this.kind.title),
			this.tools(query),
			this.kind.above?.() ?? '',
			h('div', { class: 'split' }, this.pane, this.beside),
		);
		this.stop = listen(kinds => this.hear(kinds));
		return this.turn({ key, query });
	}

	hide() {
		this.stop?.();
	}

	head() {
		return h(
			'thead',
			null,
			h(
				'tr',
				null,
				this.kind.columns.map(c => h('th', { scope: 'col' }, c)),
			),
		);
	}

	// tools are the filter, which lives in the address.
	tools(query) {
		const inputs = this.kind.fields.map(f =>
			f.options
				? choice(f.label, f.name, [['', f.any ?? 'any'], ...f.options], query[f.name])
				: field(f.label, f.name, {
						type: 'search',
						value: query[f.name] ?? '',
						placeholder: f.hint,
					}),
		);
		let pause;
		const change = () => {
			clearTimeout(pause);
			pause = setTimeout(() => this.filter(), 200);
		};
		this.form = h(
			'form',
			{
				class: 'tools',
				role: 'search',
				input: change,
				submit: e => {
					e.preventDefault();
					this.filter();
				},
			},
			inputs,
			this.kind.buttons?.(this) ?? '',
			this.count,
		);
		return this.form;
	}

	filter() {
		const { screen, key } = address();
		if (screen === this.kind.name) settle(screen, key, Object.fromEntries(new FormData(this.form)));
	}

	// turn shows another part of the same screen.
	async turn({ key, query }) {
		const asked = JSON.stringify(query);
		if (asked !== this.asked) {
			this.asked = asked;
			this.query = query;
			this.fill(query);
			await attempt(() => this.load());
		}
		await attempt(() => this.open(key));
	}

	// fill puts the filter of the address into the form.
	fill(query) {
		for (const input of this.form.elements) {
			if (input.name && document.activeElement !== input) input.value = query[input.name] ?? '';
		}
	}

	async load() {
		const asked = this.asked;
		const found = await this.kind.fetch({ limit: pageSize, ...this.query });
		if (asked !== this.asked) return; // another filter was chosen meanwhile
		this.render(found);
	}

	render(found) {
		this.items = found.items;
		this.newer.hidden = true;
		keep(
			this.rows,
			this.items,
			i => this.keyOf(i),
			i => this.row(i),
		);
		this.table.hidden = this.items.length === 0;
		this.count.textContent = counted(found.count, this.items.length);
		this.page(found.next);
		this.sayNothing(found.note);
		this.mark();
	}

	keyOf(item) {
		return this.kind.key(item).join('/');
	}

	row(item) {
		const [first, ...others] = this.kind.cells(item);
		const note = this.kind.note?.(item);
		const name = h('a', { href: this.href(this.kind.key(item)) }, first);
		return h(
			'tr',
			null,
			h('td', null, name, note && h('p', { class: 'note' }, note)),
			others.map(cell => h('td', null, cell)),
		);
	}

	href(key) {
		return link(this.kind.name, key, this.query);
	}

	page(next) {
		const { before, after, ...rest } = this.query;
		const first =
			(before ?? after) && h('a', { href: link(this.kind.name, [], rest) }, 'First page');
		const more =
			next && h('a', { href: link(this.kind.name, [], { ...rest, ...next }) }, 'Next page');
		this.pages.replaceChildren(...[first, more].filter(Boolean));
	}

	sayNothing(note) {
		const nothing = this.items.length === 0;
		if (nothing === !this.nothing.hidden && nothing && this.nothing.said === (note ?? '')) return;
		this.nothing.hidden = !nothing;
		this.nothing.said = note ?? '';
		if (!nothing) return;
		const filtered = Object.values(this.query).some(Boolean);
		this.nothing.replaceChildren(
			filtered ? h('p', null, note ?? 'Nothing is like that.') : this.kind.empty(),
		);
	}

	// hear is told what happened.
	hear(kinds) {
		if (!this.kind.events.some(k => kinds.has(k))) return;
		attempt(() =>
			kinds.has('begin') ? this.load().then(() => this.refreshDetail()) : this.renew(),
		);
	}

	// renew shows what is new, without moving what somebody reads.
	async renew() {
		if (this.kind.renew && this.pane.scrollTop > 20) {
			this.newer.hidden = !(this.newer.textContent = await this.kind.renew(this.items, this.query));
			return;
		}
		if (!this.query.before) await this.load();
		await this.refreshDetail();
	}

	toTop() {
		this.pane.scrollTop = 0;
		attempt(() => this.load());
	}

	click(event) {
		if (event.target.closest('a, button') || getSelection().toString()) return;
		event.target.closest('tr')?.querySelector('a')?.click();
	}

	// open shows what the key names beside the list.
	async open(key) {
		const id = key.join('/');
		if (id === this.opened) return;
		this.opened = id;
		this.mark();
		this.beside.hidden = !id;
		this.beside.replaceChildren();
		if (!id) return;
		const item = await this.find(key);
		if (this.opened !== id) return;
		this.detail = item
			? this.kind.detail(item)
			: { node: h('p', null, 'It is not there any more.') };
		this.told = JSON.stringify(item);
		this.beside.replaceChildren(this.closing(), this.detail.node);
		this.beside.scrollTop = 0;
	}

	async find(key) {
		const id = key.join('/');
		return this.items.find(i => this.keyOf(i) === id) ?? (await this.kind.find(key));
	}

	// refreshDetail shows what has changed of what is open.
	async refreshDetail() {
		if (!this.opened || !this.detail?.update) return;
		const id = this.opened;
		const item = await this.find(id.split('/'));
		if (!item || id !== this.opened || JSON.stringify(item) === this.told) return;
		this.told = JSON.stringify(item);
		this.detail.update(item);
	}

	closing() {
		return h(
			'a',
			{ class: 'close', href: link(this.kind.name, [], this.query), 'aria-label': 'Close' },
			'×',
		);
	}

	close() {
		if (!this.opened) return false;
		const last = this.opened;
		go(this.kind.name, [], this.query);
		this.links()
			.find(a => a.closest('tr').dataset.key === last)
			?.focus();
		return true;
	}

	mark() {
		for (const row of this.rows.children) {
			const open = row.dataset.key === this.opened;
			row.classList.toggle('open', open);
			const a = row.querySelector('a');
			a.href = this.href(row.dataset.key.split('/'));
			if (open) a.setAttribute('aria-current', 'true');
			else a.removeAttribute('aria-current');
		}
	}

	links() {
		return [...this.rows.children].map(row => row.querySelector('a'));
	}

	// step moves to the next or the last row.
	step(by) {
		const links = this.links();
		const current = links.indexOf(document.activeElement);
		const from = current >= 0 ? current : links.findIndex(a => a.hasAttribute('aria-current'));
		const to = links[Math.max(0, Math.min(links.length - 1, from + by))];
		to?.focus();
		to?.closest('tr').scrollIntoView({ block: 'nearest' });
	}
}

function counted(count, shown) {
	if (!count) return '';
	return count > shown ? `${shown} of ${count.toLocaleString('en')}` : count.toLocaleString('en');
}
