/**
 * Measures how long n8n takes to load this package when it starts, beside three published community packages of about
 * its size: `npm run bench:load`. Every load is a fresh Node process; the packages take turns.
 */
import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { packPackage } from '../sandbox/n8n/pack';

const ROUNDS = 21;
const AIM_MS = 50;

/** WhatsApp, scraping and messaging; none of them has to load more than its own files and n8n-workflow. */
const PEERS = [
	'n8n-nodes-evolution-api@1.0.4',
	'@mendable/n8n-nodes-firecrawl@2.1.2',
	'@respond-io/n8n-nodes-respond-io@1.3.6',
];

interface Packed {
	name: string;
	version: string;
	/** Of the tarball, in bytes. */
	size: number;
	unpackedSize: number;
	entryCount: number;
}

const require_ = createRequire(__filename);
const manifest = require_('../package.json') as { name: string };
const workflow = require_('n8n-workflow/package.json') as { version: string };
/** The folder of node_modules that n8n-workflow is taken from, by all packages alike. */
const modules = dirname(dirname(require_.resolve('n8n-workflow/package.json')));

function run(command: string, args: string[], cwd: string, env = process.env): string {
	return execFileSync(command, args, {
		cwd,
		env,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: command === 'npm' && process.platform === 'win32',
	});
}

/** Installs packages without their scripts and without n8n-workflow. @param specs as npm takes them */
function install(specs: string[], folder: string): Packed[] {
	writeFileSync(join(folder, 'package.json'), '{ "private": true }');
	const quiet = ['--no-audit', '--no-fund', '--no-package-lock'];
	run('npm', ['install', '--ignore-scripts', '--legacy-peer-deps', ...quiet, ...specs], folder);
	return JSON.parse(run('npm', ['pack', '--json', '--dry-run', ...specs], folder)) as Packed[];
}

/** @returns milliseconds for all nodes and credentials of an installed package, in a process of its own */
function load(folder: string): number {
	const env = { ...process.env, NODE_PATH: modules };
	return Number(run(process.execPath, [join(__dirname, 'loadOnce.js'), folder], folder, env));
}

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;
const milliseconds = (value: number): number => Math.round(value * 10) / 10;

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
	try {
		const packages = install([await packPackage(), ...PEERS], folder);
		const times = new Map<string, number[]>(packages.map(({ name }) => [name, []]));
		for (let round = 0; round < ROUNDS; round++) {
			for (const [name, values] of times) values.push(load(join(folder, 'node_modules', name)));
		}
		const rows = packages.map(({ name, version, size, unpackedSize, entryCount }) => {
			const sorted = times.get(name)!.sort((a, b) => a - b);
			return {
				package: `${name} ${version}`,
				'median ms': milliseconds(sorted[(ROUNDS - 1) / 2]!),
				'least ms': milliseconds(sorted[0]!),
				'packed kB': kilobytes(size),
				'unpacked kB': kilobytes(unpackedSize),
				files: entryCount,
			};
		});
		console.log(`Node ${process.version}, n8n-workflow ${workflow.version}, ${ROUNDS} loads each:`);
		console.table(rows);
		const own = rows.find((row) => row.package.startsWith(`${manifest.name} `))!['median ms'];
		const verdict = own < AIM_MS ? 'reached' : 'missed';
		console.log(`The aim for this package, under ${AIM_MS} ms, is ${verdict}.`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
