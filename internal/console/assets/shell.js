// The same with curl and with the AWS CLI.

export const quoted = text => `'${String(text).replaceAll("'", `'\\''`)}'`;

// kebab is the name of an operation on the AWS CLI's command line.
export function kebab(operation) {
	return operation
		.replace(/([a-z0-9])([A-Z])/g, '$1-$2')
		.replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
		.toLowerCase();
}

export function awsCLI(call) {
	const input =
		call.request && Object.keys(call.request).length
			? ` \\\n  --cli-input-json ${quoted(JSON.stringify(call.request))}`
			: '';
	return `aws --endpoint-url ${location.origin} --region ${call.region ?? 'us-east-1'} ${call.service} ${kebab(call.operation)}${input}`;
}

// versions are those of the APIs that speak the query protocol.
const versions = { iam: '2010-05-08', sts: '2011-06-15' };

export function curl(call) {
	const sign = `--aws-sigv4 ${quoted(`aws:amz:${call.region ?? 'us-east-1'}:${call.service}`)} --user test:test`;
	if (versions[call.service]) {
		const form = flat({ Action: call.operation, Version: versions[call.service], ...call.request });
		return [
			`curl ${location.origin}/ ${sign}`,
			...form.map(([k, v]) => `--data-urlencode ${quoted(k + '=' + v)}`),
		].join(' \\\n  ');
	}
	const target = call.target?.includes('.')
		? call.target
		: `${prefixes[call.service]}.${call.operation}`;
	return [
		`curl ${location.origin}/ ${sign}`,
		`-H ${quoted('X-Amz-Target: ' + target)}`,
		`-H ${quoted('Content-Type: application/x-amz-json-1.1')}`,
		`-d ${quoted(JSON.stringify(call.request ?? {}))}`,
	].join(' \\\n  ');
}

const prefixes = { events: 'AWSEvents', secretsmanager: 'secretsmanager', kms: 'TrentService' };

// flat is a structure as a form of the query protocol has it.
function flat(value, path = '') {
	if (value === null || typeof value !== 'object') return [[path, value]];
	const under = Array.isArray(value) ? path + '.member' : path;
	return Object.entries(value).flatMap(([k, v]) => {
		const name = Array.isArray(value) ? Number(k) + 1 : k;
		return flat(v, under ? `${under}.${name}` : String(name));
	});
}

// control is a request to a control path.
export function control(method, path, body) {
	const how = method === 'GET' || (method === 'POST' && body !== undefined) ? '' : `-X ${method} `;
	const what =
		body === undefined
			? ''
			: ` -d ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`;
	return `curl ${how}${location.origin}/_emulator/${path}${what}`;
}
