import { execFileSync } from 'child_process';
import {
	copyFileSync,
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { RealN8n } from '../../../sandbox/n8n/N8n';

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const engineLog = join(folder, 'engine.log');
const before = { ...process.env };

/** What the engine was asked for, without `info`. */
const calls = (): string[][] =>
	readFileSync(engineLog, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as string[])
		.filter(([command]) => command !== 'info');

/** A package with nothing but its name. */
function pack(): string {
	mkdirSync(join(folder, 'package'));
	writeFileSync(join(folder, 'package', 'package.json'), '{}');
	const tarball = join(folder, 'package.tgz');
	execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
	return tarball;
}

beforeAll(() => {
	const docker = join(folder, 'docker');
	copyFileSync(join(__dirname, 'fakeEngine.js'), docker);
	chmodSync(docker, 0o755);
	Object.assign(process.env, {
		PATH: [folder, process.env.PATH].join(delimiter),
		ENGINE_LOG: engineLog,
		N8N_IMAGE: 'n8n:3',
	});
});

afterAll(() => {
	process.env = before;
	rmSync(folder, { recursive: true });
});

test('an n8n from an image gets the package, is waited for, set up, killed, started again and ended', async () => {
	const n8n = await RealN8n.start({ tarball: pack() });
	const { userFolder } = n8n;
	try {
		expect(existsSync(join(n8n.packageFolder, 'package.json'))).toBe(true);
		expect(n8n.logs()).toMatch(
			/GET \/healthz\/readiness[^]*POST \/rest\/owner\/setup[^]*POST \/rest\/login/,
		);
		const [[, ...run] = []] = calls();
		expect(run).toEqual(
			expect.arrayContaining([`${userFolder}:/data`, 'N8N_USER_FOLDER=/data', 'n8n:3']),
		);
		expect(run.at(-1)).toBe('n8n:3');
		expect(() => n8n.pid).toThrow('in a container');

		await n8n.kill();
		await n8n.ended;
		await n8n.restart();
		const name = run[run.indexOf('--name') + 1];
		expect(calls().map(([command, ...rest]) => [command, rest.includes(name!)])).toEqual([
			['run', true],
			['kill', true],
			['run', true],
		]);
	} finally {
		await n8n.stop();
	}
	await n8n.ended;
	expect(existsSync(userFolder)).toBe(false);
});
