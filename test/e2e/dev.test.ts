import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { nodeType } from '../../sandbox/n8n/N8n';
import { N8nApi } from '../../sandbox/n8n/N8nApi';
import { endProcess, startProcess } from '../../sandbox/n8n/processes';

const root = resolve(__dirname, '..', '..');

/** What `npm run dev` needs. */
const copied = [
	'README.md',
	'LICENSE.md',
	'credentials',
	'examples',
	'gulpfile.js',
	'nodes',
	'openapi',
	'package.json',
	'package-lock.json',
	'sandbox',
	'tsconfig.build.json',
	'tsconfig.json',
];
/** How long anything may take, also on a busy machine. */
const longestMs = 180_000;

const installed = ['node_modules', 'sandbox/n8n/node_modules'];
const isOurs = (path: string): boolean => !/\/(?:node_modules|\.cache)$/.test(path);

/** A copy of the repository to change something in, with the installed packages of this one. */
function scratchCopy(): string {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'scrubs-copy-')));
	for (const path of copied) {
		cpSync(join(root, path), join(folder, path), { recursive: true, filter: isOurs });
	}
	for (const path of installed) symlinkSync(join(root, path), join(folder, path), 'junction');
	return folder;
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** The processes that this one has started, and those that they have started, of which the system knows now. */
function descendantsOf(pid: number): number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.split(' ')
		.filter(Boolean)
		.map(Number);
	return [...children, ...children.flatMap(descendantsOf)];
}

/** Waits until `look` gives something. @throws Error when it takes too long for that to come */
async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
	const deadline = Date.now() + longestMs;
	while (Date.now() < deadline) {
		const seen = await look();
		if (seen !== undefined) return seen;
		await sleep(200);
	}
	throw new Error('It did not come.');
}

test('npm run dev shows a changed name in the editor, and Ctrl-C ends all that it has started', async () => {
	const copy = scratchCopy();
	const args = ['--import', 'tsx', 'sandbox/dev/main.ts'];
	const dev = startProcess(process.execPath, args, { cwd: copy });
	let printed = '';
	for (const stream of [dev.stdout!, dev.stderr!]) stream.on('data', (text) => (printed += text));
	try {
		await until(() => {
			if (dev.exitCode !== null) throw new Error(`It ended: ${printed}`);
			return printed.includes('Watching') || undefined;
		});
		const [, url] = /n8n {8}(\S+)/.exec(printed)!;
		const [, email] = /sign in {2}(\S+)/.exec(printed)!;
		const [, password] = /sign in {2}\S+ {2}(\S+)/.exec(printed)!;
		const api = new N8nApi(url!, nodeType);
		await api.logIn({ email: email!, password: password! });
		/** As the editor gets it; while n8n writes the types anew there is nothing to read. */
		const displayName = async () => {
			const types: unknown = await api.nodeTypes();
			return Array.isArray(types)
				? (types.find(({ name }) => name === nodeType).displayName as string)
				: undefined;
		};
		expect(await until(displayName)).toBe('Scrubs WhatsApp');

		const source = join(copy, 'nodes', 'ScrubsWhatsApp', 'ScrubsWhatsApp.node.ts');
		const text = readFileSync(source, 'utf8');
		writeFileSync(source, text.replace(`displayName: 'Scrubs WhatsApp'`, `displayName: 'Renamed'`));
		const renamed = async () => ((await displayName()) === 'Renamed' ? true : undefined);
		expect(await until(renamed)).toBe(true);

		const started = descendantsOf(dev.pid!);
		expect(started.length).toBeGreaterThanOrEqual(2);
		dev.kill('SIGINT');
		await until(() => dev.exitCode ?? undefined);
		expect(dev.exitCode).toBe(0);
		expect(await until(() => (started.some(isAlive) ? undefined : 'gone'))).toBe('gone');
	} finally {
		await endProcess(dev);
		rmSync(copy, { recursive: true, force: true });
	}
}, 600_000);
