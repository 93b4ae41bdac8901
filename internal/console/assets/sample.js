// An event to begin with, and what puts one on an event bus.

import { run } from './api.js';

export const sample = {
	source: 'shop.orders',
	'detail-type': 'Order Placed',
	detail: { id: 7, total: 120 },
};

// event puts an event on an event bus and resolves to its id.
export async function event({ bus, source, type, detail }, { account, region }) {
	const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: detail };
	const answer = await run('events', 'PutEvents', { Entries: [entry] }, { account, region });
	const [put] = answer.Entries;
	if (put.ErrorCode) throw new Error(`${put.ErrorCode}: ${put.ErrorMessage}`);
	return put.EventId;
}
