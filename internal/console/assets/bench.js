// The bench: faults, the clock, routes, what is stored, and settings.

import { area, ask, button, choice, code, field, form, h, keep, say, section, submit } from './dom.js';
import { get, named, send } from './api.js';
import { isHeld, readClock, tell } from './time.js';
import { control } from './shell.js';
import { listen } from './live.js';

export class Bench {
  show(root) {
    this.refresh = [];
    root.replaceChildren(h('h2', { class: 'hidden' }, 'Bench'), h('div', { class: 'bench', tabindex: '-1' },
      this.faults(), this.clock(), this.routes(), this.stored(), this.seed(), this.settings()));
    this.stop = listen(() => this.renew());
    return this.renew();
  }

  hide() { this.stop(); }
  turn() {}
  step() {}
  close() { return false; }

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

  faults() {
    const rows = h('tbody');
    const none = h('p', { class: 'dim' }, 'None: every call is answered as AWS does.');
    const table = h('table', { 'aria-label': 'Faults' }, heads('Strikes', 'With', 'Hits', ''), rows);
    this.refresh.push(async () => {
      const { faults } = await get('faults');
      keep(rows, faults, f => f.id, f => this.fault(f));
      [table.hidden, none.hidden] = [!faults.length, faults.length > 0];
    });
    return card('Faults', 'What goes wrong on purpose. At the start: -faults FILE.', table, none,
      form({ class: 'row' }, this.does(addFault),
        field('Operation', 'operation', { value: 'CreateConnection' }), field('Resource', 'resource', { placeholder: 'any' }),
        choice('What', 'what', ['an error', 'a dropped connection', 'a cut answer', 'a delay']),
        field('Error code', 'code', { value: 'ThrottlingException' }), field('Status', 'status', { value: '400', inputmode: 'numeric' }, 'small'),
        field('Delay', 'delay', { placeholder: '2s' }, 'small'), field('Times', 'times', { value: '1', inputmode: 'numeric' }, 'small'),
        submit('Add the fault')),
      h('p', { class: 'buttons' }, button('Remove all', this.does(() => send('DELETE', 'faults')))),
      withCurl(control('POST', 'faults', { operation: 'CreateConnection', times: 1, error: { code: 'ThrottlingException' } }), control('DELETE', 'faults')));
  }

  fault(f) {
    const remove = this.does(() => send('DELETE', named('faults/{}', f.id)));
    return h('tr', null,
      h('td', null, [f.service, f.operation ?? 'any call', f.resource].filter(Boolean).join(' '), f.note && h('p', { class: 'note' }, f.note)),
      h('td', null, faultText(f)), h('td', { class: 'number' }, `${f.hits} of ${f.matched}`),
      h('td', null, button('Remove', remove, { 'aria-label': `Remove ${f.id}` })));
  }

  clock() {
    const shown = h('p', { class: 'big' });
    const hold = button('Hold', this.does(async () => tell(await send('POST', 'clock', { hold: !isHeld() }))));
    this.refresh.push(async () => {
      await readClock();
      hold.textContent = isHeld() ? 'Go on' : 'Hold';
      shown.textContent = isHeld() ? 'The clock is held.' : 'The clock goes.';
    });
    const by = (text, advance) => button(text, this.does(async () => tell(await send('POST', 'clock', { advance }))));
    return card('Clock', 'Everything is dated by it.', shown,
      h('p', { class: 'buttons' }, by('+1 minute', '1m'), by('+1 hour', '1h'), by('+1 day', '24h'), hold),
      withCurl(control('POST', 'clock', { advance: '1h' }), control('POST', 'clock', { hold: true })));
  }

  routes() {
    const list = h('ul', { class: 'plain' });
    const none = h('p', { class: 'dim' }, 'None: nothing leaves the machine.');
    let routes = [];
    const replace = this.does(to => send('PUT', 'routes', { routes: to }));
    this.refresh.push(async () => {
      routes = (await get('routes')).routes.map(r => ({ from: r.from, to: r.to ?? '' }));
      keep(list, routes, r => `${r.from} ${r.to}`, r => h('li', null, h('code', null, r.from), ' → ', h('code', null, r.to || 'where it says'), ' ',
        button('Remove', () => replace(routes.filter(o => o.from !== r.from || o.to !== r.to)), { 'aria-label': `Remove ${r.from}` })));
      none.hidden = routes.length > 0;
    });
    return card('Routes', 'Where calls may go. At the start: -route FROM=TO.', list, none,
      form({ class: 'row' }, data => replace([...routes, data]),
        field('From', 'from', { placeholder: 'https://api.example.com', required: true }, 'grow'),
        field('To', 'to', { placeholder: 'http://127.0.0.1:8081' }, 'grow'), submit('Add the route')),
      withCurl(control('PUT', 'routes', { routes: [{ from: 'https://api.example.com', to: 'http://127.0.0.1:8081' }] })));
  }

  stored() {
    const file = h('input', { type: 'file', accept: '.json', class: 'hidden', 'aria-label': 'Snapshot', tabindex: '-1', change: () => this.restore(file) });
    return card('What is stored', 'A snapshot is everything, in one document.',
      h('p', { class: 'buttons' },
        h('a', { class: 'button', href: '/_emulator/snapshot', download: 'snapshot.json' }, 'Save with secrets'),
        h('a', { class: 'button', href: '/_emulator/snapshot?redacted=1', download: 'snapshot-redacted.json' }, 'Save redacted'),
        button('Restore…', () => file.click()), file,
        button('Reset…', this.does(async () => {
          if (!await ask('Forget all data, calls and faults, as at the start?', 'Reset')) return;
          await send('POST', 'reset');
          say('It is as it was at the start.');
        }), { class: 'danger' })),
      withCurl(control('GET', 'snapshot') + ' > snapshot.json', control('PUT', 'snapshot', '@snapshot.json'), control('POST', 'reset')));
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
    const text = { operations: [{ service: 'events', operation: 'CreateConnection', input: connection }], states: [] };
    return card('Seed', 'Operations that are run, and states that are set, beside what is stored. At the start: -seed FILE.',
      form({}, this.does(async data => {
        const { answers } = await send('POST', 'seed', data.seed);
        say(answers.length === 1 ? '1 operation was run.' : `${answers.length} operations were run.`);
      }), area('Seed', 'seed', JSON.stringify(text, null, 1), 9), submit('Apply the seed')),
      withCurl(control('POST', 'seed', '@seed.json')));
  }

  settings() {
    const settle = field('How long states last', 'settle', { placeholder: '2s,authorizing=5s' }, 'grow');
    const input = settle.querySelector('input');
    this.refresh.push(async () => {
      const now = await get('settings');
      if (document.activeElement !== input) input.value = now.settle;
    });
    return card('Settings', 'At the start: -settle.',
      form({ class: 'row' }, this.does(async data => {
        await send('PUT', 'settings', { settle: data.settle });
        input.blur();
        say('States that begin from now on last so long.');
      }), settle, submit('Set')),
      withCurl(control('PUT', 'settings', { settle: 'authorizing=5s' })));
  }
}

const connection = {
  Name: 'orders', AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' } },
};

function heads(...titles) {
  return h('thead', null, h('tr', null, titles.map(t => t ? h('th', { scope: 'col' }, t) : h('td'))));
}

function card(title, text, ...children) {
  const made = section(title, h('p', { class: 'dim' }, text), ...children);
  made.classList.add('card');
  return made;
}

// withCurl says how to do the same without the page.
function withCurl(...commands) {
  return h('details', null, h('summary', null, 'The same with curl'), commands.map(c => code(c, 'command')));
}

async function addFault(data) {
  const fault = { times: Number(data.times) || undefined };
  if (data.operation) fault.operation = data.operation;
  if (data.resource) fault.resource = data.resource;
  if (data.delay) fault.delay = data.delay;
  if (data.what === 'an error') fault.error = { code: data.code, status: Number(data.status) || undefined };
  if (data.what === 'a dropped connection') fault.drop = true;
  if (data.what === 'a cut answer') fault.cut = true;
  const { ids } = await send('POST', 'faults', fault);
  say(`${ids[0]} is added.`);
}

function faultText(f) {
  const often = [f.nth && `from the ${f.nth}th on`, f.times && (f.times === 1 ? 'once' : `${f.times} times`), f.probability && `one in ${Math.round(1 / f.probability)}`];
  const what = [f.delay && `${f.delay} s late`, f.error && `${f.error.status ?? 400} ${f.error.code}`, f.drop && 'dropped', f.cut && 'cut'];
  return [...what, ...often].filter(Boolean).join(', ');
}
