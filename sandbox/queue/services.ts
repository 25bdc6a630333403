import { spawnSync, type ChildProcess } from 'child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { freePorts } from '../n8n/environment';
import { endProcess, runToEnd, startProcess, tail } from '../n8n/processes';

/** So that what they say can be read. */
const env = { ...process.env, LC_ALL: 'C' };
/** Where Debian keeps PostgreSQL's programs, one folder a version. */
const postgresFolder = '/usr/lib/postgresql';

/** A server of its own that listens on this machine alone. */
export interface Service {
	port: number;
	/** Ends it and removes its folder. */
	stop(): Promise<void>;
}

/** Starts Debian's Redis, which keeps nothing on disk. */
export async function startRedis(): Promise<Service> {
	return await startService('redis', (folder, port) => [
		'redis-server',
		...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
		...['--save', '', '--appendonly', 'no'],
	]);
}

/** Starts Debian's PostgreSQL with an empty database `postgres`, which the user `postgres` enters without a password. */
export async function startPostgres(): Promise<Service> {
	const programs = postgresPrograms();
	return await startService(
		'postgres',
		(folder, port) => [
			join(programs, 'postgres'),
			...['-D', join(folder, 'data'), '-k', folder, '-h', '127.0.0.1', '-p', String(port)],
			// It outlives no power cut, and need not: what is killed is n8n.
			...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
		],
		async (folder, as) => {
			const init = [join(programs, 'initdb'), '-D', join(folder, 'data'), '-U', 'postgres'];
			const [command, ...args] = [...as, ...init, '-A', 'trust', '-E', 'UTF8', '--no-sync'];
			const { code, output } = await runToEnd(command, args, { cwd: folder, env });
			if (code !== 0) throw new Error(`PostgreSQL makes no database:\n${tail(output)}`);
		},
	);
}

/** Newest first. @throws Error when PostgreSQL is not installed */
function postgresPrograms(): string {
	const versions = existsSync(postgresFolder) ? readdirSync(postgresFolder) : [];
	const [newest] = versions.sort((one, other) => Number(other) - Number(one));
	if (newest === undefined) {
		throw new Error(`PostgreSQL is not in ${postgresFolder}: apt-get install postgresql`);
	}
	return join(postgresFolder, newest, 'bin');
}

/**
 * Starts a server in a folder of its own. As root it runs as the user of its name, which PostgreSQL insists on; in any case
 * it ends with this process, even if that is killed.
 */
async function startService(
	user: 'redis' | 'postgres',
	commandLine: (folder: string, port: number) => string[],
	prepare: (folder: string, as: string[]) => Promise<void> = async () => {},
): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), `scrubs-${user}-`));
	const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	process.once('exit', remove);
	chmodSync(folder, 0o700);
	const isRoot = process.getuid?.() === 0;
	if (isRoot) chownSync(folder, idOf(user, '-u'), idOf(user, '-g'));
	const identity = isRoot ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
	// SIGINT makes PostgreSQL end without waiting for its clients.
	const as = ['setpriv', ...identity, '--pdeathsig=INT', '--'];
	await prepare(folder, as);

	const [port] = (await freePorts(1)) as [number];
	const [command, ...args] = [...as, ...commandLine(folder, port)];
	const child = startProcess(command!, args, { cwd: folder, env });
	await whenReady(child).catch(async (error: Error) => {
		await endProcess(child, 0);
		throw new Error(`${user} did not start: ${error.message}`);
	});
	return {
		port,
		async stop() {
			await endProcess(child, 1_000);
			remove();
		},
	};
}

/** Both servers say so in the same words. */
async function whenReady(child: ChildProcess): Promise<void> {
	let output = '';
	await new Promise<void>((resolve, reject) => {
		const read = (chunk: Buffer) => {
			output += chunk.toString();
			if (/ready to accept connections/i.test(output)) resolve();
		};
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('error', reject);
		child.once('close', () => reject(new Error(tail(output))));
	});
}

function idOf(user: string, which: '-u' | '-g'): number {
	const { status, stdout } = spawnSync('id', [which, user], { encoding: 'utf8' });
	if (status !== 0) throw new Error(`There is no user ${user}: install Debian's package first.`);
	return Number(stdout);
}
