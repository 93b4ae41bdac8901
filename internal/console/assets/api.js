// The control paths.

const root = '/_emulator/';

// get and send resolve to the answer. Where there is none, or it is an error, they throw a sentence.
export function get(path, query) {
	return request('GET', path, query);
}

export function send(method, path, body, query) {
	return request(method, path, query, body);
}

async function request(method, path, query, body) {
	const response = await fetch(root + path + search(query), { method, body: bodyOf(body) }).catch(
		() => {
			throw new Error('The emulator does not answer.');
		},
	);
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.error ?? `The emulator answers ${response.status}.`);
	return answer;
}

function bodyOf(body) {
	return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

// search is a query without the members that have no value.
export function search(query) {
	const given = Object.entries(query ?? {}).filter(
		([, v]) => v !== undefined && v !== null && v !== '',
	);
	return given.length ? '?' + new URLSearchParams(given) : '';
}

// run makes one call, which no fault strikes, and resolves to its answer.
export async function run(service, operation, input, place) {
	const of = { account: place?.account ?? '', region: place?.region ?? '' };
	const { answers } = await send('POST', 'seed', {
		operations: [{ service, operation, input, ...of }],
	});
	return answers[0];
}

export const named = (path, ...names) => {
	for (const name of names) path = path.replace('{}', encodeURIComponent(name));
	return path;
};
