import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import axios, { type AxiosRequestConfig } from 'axios';
import { dripping, json, RawServer, useRawServer } from './rawServer';

const server = useRawServer();
const get = (path: string, config: AxiosRequestConfig = {}) =>
	axios.get(`${server.url}${path}`, { proxy: false, validateStatus: () => true, ...config });

test('answers byte for byte what it is given', async () => {
	const bytes = 'HTTP/1.0 299 As it is\r\nodd-header:   x\r\n\r\nnot {"json"';
	server.answer('GET /odd', bytes);
	const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
	socket.write('GET /odd HTTP/1.1\r\nHost: localhost\r\n\r\n');
	expect(await text(socket)).toBe(bytes);
});

test('answers by method and path, the later answer before the earlier', async () => {
	server.answer(/^GET \/a\//, json(200, 'any'));
	server.answer('GET /a/1', Buffer.from(json(201, 'one')));
	server.answer('POST /a/2', json(500, 'posted'));
	const told = async (path: string) => {
		const { status, data } = await get(path);
		return [status, data];
	};
	expect(await told('/a/1?b=2')).toEqual([201, 'one']);
	expect(await told('/a/2')).toEqual([200, 'any']);
	expect(await told('/c')).toEqual([404, { error: 'This test does not answer GET /c.' }]);
	server.answer('GET /a/1', json(202, 'changed'));
	expect(await told('/a/1')).toEqual([202, 'changed']);
});

test('json: headers that are given replace its own', async () => {
	server.answer('GET /', json(200, { a: 'ä' }, { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }));
	const { data, headers } = await get('/');
	expect(data).toEqual({ a: 'ä' });
	expect(headers).toMatchObject({
		'content-type': 'application/json',
		'content-length': '10',
		date: 'Thu, 01 Jan 1970 00:00:00 GMT',
	});
	server.answer('GET /', json(200, {}, { 'content-type': 'text/plain' }));
	expect((await get('/')).headers['content-type']).toBe('text/plain');
});

test('records each request as it came', async () => {
	server.answer('POST /a', json(200, null));
	await get('/b');
	await axios.post(`${server.url}/a?x=1&x=2`, { c: 1 }, { proxy: false, headers: { odd: 'yes' } });
	const [first, second] = server.requests;
	expect(first).toMatchObject({ method: 'GET', path: '/b', body: '' });
	expect(second).toMatchObject({ method: 'POST', path: '/a', body: '{"c":1}' });
	expect([second?.query.getAll('x'), second?.headers.odd]).toEqual([['1', '2'], 'yes']);
	expect(second!.at).toBeGreaterThan(first!.at);
});

test('a function writes to the connection as it likes, and knows the request', async () => {
	server.answer('GET /huge', (socket, { query }) => {
		const rows = Array<string>(Number(query.get('rows'))).fill('x'.repeat(1_000));
		socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n');
		Readable.from(rows).pipe(socket);
	});
	expect((await get('/huge?rows=3000')).data).toHaveLength(3_000_000);
});

test('several requests on one connection are answered in turn', async () => {
	let count = 0;
	server.answer('GET /', (socket) => {
		count += 1;
		socket.write(json(200, count, { connection: 'keep-alive' }));
	});
	const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
	for (const expected of ['1', '2', '3']) {
		socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
		const [answer] = (await once(socket, 'data')) as [Buffer];
		expect(answer.toString().split('\r\n\r\n')[1]).toBe(expected);
	}
});

test('dripping: byte by byte, until the client has had enough', async () => {
	const bytes = json(200, { a: 1 });
	server.answer('GET /', dripping(bytes, 1));
	const start = performance.now();
	expect((await get('/')).data).toEqual({ a: 1 });
	expect(performance.now() - start).toBeGreaterThan(bytes.length / 2);
	server.answer('GET /', dripping(bytes, 60_000));
	await expect(get('/', { timeout: 50 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
});

test('a reset ends what is under way, and forgets answers and requests', async () => {
	const sockets: Socket[] = [];
	server.answer('GET /', (socket) => sockets.push(socket));
	const ended = get('/').catch((error: unknown) => error);
	while (sockets.length === 0) await new Promise(setImmediate);
	server.reset();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
	expect(server.requests).toEqual([]);
	expect((await get('/')).status).toBe(404);
});

test('a mistake in an answer breaks the connection off and is thrown after the test', async () => {
	server.answer('GET /', () => {
		throw new TypeError('A mistake');
	});
	await expect(get('/')).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(() => server.reset()).toThrow('A mistake');
	expect(() => server.reset()).not.toThrow();
});

test('what an answer throws after the client has gone is no mistake', async () => {
	let over: Promise<unknown> | undefined;
	server.answer('GET /', async (socket) => {
		over = once(socket, 'close');
		await over;
		throw new Error('The connection is closed');
	});
	await expect(get('/', { timeout: 50 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
	await over;
	await new Promise(setImmediate);
	expect(() => server.reset()).not.toThrow();
});

test('stop ends connections that are open', async () => {
	const another = new RawServer();
	await another.start();
	another.answer('GET /', () => {});
	const ended = axios.get(another.url, { proxy: false }).catch((error: unknown) => error);
	while (another.requests.length === 0) await new Promise(setImmediate);
	await another.stop();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
});
