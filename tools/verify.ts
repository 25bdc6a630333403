/**
 * Checks what would be published, the way n8n checks it before it verifies a package, but before it is published and
 * without the internet: the sources, and the files of the tarball. Expects a built `dist`.
 *
 * With a path it leaves the tarball there, if there is nothing to find: `tsx tools/verify.ts package.tgz`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyPackage, filesOf, findRefusals } from './n8nNode';
import { findTooLarge, findUnbundled, findUnneeded, kilobytes } from './tarball';

const ROOT = resolve(__dirname, '..');

/** What n8n's scanner lints in the tarball; its module exports the patterns for the sources only. */
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];

/** Of what is bundled: both ask that their text goes along. */
const LICENCES = ['LICENSE', 'LICENSE.Apache'].map(
	(name) => `dist/licenses/libphonenumber-js/${name}`,
);

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(directory: string, patterns: string[]): Promise<ScanResult>;
}

interface Tarball {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string }>;
}

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

function run(command: string, args: string[]): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd: ROOT,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
	return stdout;
}

function pack(folder: string): Tarball {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const [tarball] = JSON.parse(run('npm', args)) as Tarball[];
	if (!tarball) throw new Error('npm pack made no tarball');
	run('tar', ['-xzf', join(folder, tarball.filename), '-C', folder]);
	return tarball;
}

/** Files that must be there: what n8n reads, the icons of the editor among it, and licences. */
function findMissing(paths: string[], unpacked: string, others: readonly string[] = []): string[] {
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	const entries = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const icons = entries
		.filter((entry) => paths.includes(entry))
		.flatMap((entry) => {
			const source = readFileSync(join(unpacked, entry), 'utf8');
			return [...source.matchAll(/['"]file:([^'"]+)['"]/g)].map((match) =>
				posix.join(dirname(entry), match[1] ?? ''),
			);
		});
	const codexes = manifest.n8n.nodes.map((node) => node.replace(/\.js$/, '.json'));
	const needed = ['README.md', 'LICENSE.md', ...others, ...entries, ...codexes, ...icons];
	return [...new Set(needed)]
		.filter((path) => !paths.includes(path))
		.map((path) => `missing: ${path}`);
}

async function main(): Promise<number> {
	if (!existsSync(join(ROOT, 'dist'))) {
		console.error('There is no dist folder: run npm run build first.');
		return 1;
	}
	const folder = mkdtempSync(join(tmpdir(), 'verify-'));
	// The scanner makes a temporary folder of its own as soon as it is loaded, and leaves it.
	process.env.TMPDIR = folder;
	try {
		const tarball = pack(folder);
		const paths = tarball.files.map(({ path }) => path);
		const unpacked = join(folder, 'package');
		console.log(
			`${tarball.filename}: ${kilobytes(tarball.size)}, unpacked ${kilobytes(tarball.unpackedSize)}, ${paths.length} files`,
		);

		const location = require.resolve('@n8n/scan-community-package/scanner/scanner.mjs');
		const scanner = (await import(pathToFileURL(location).href)) as Scanner;
		const findings = [
			...findMissing(paths, unpacked, LICENCES),
			...findUnneeded(paths),
			...findUnbundled(unpacked, paths),
			...findTooLarge(unpacked, paths),
		];
		for (const [what, directory, patterns] of [
			['sources', ROOT, scanner.SOURCE_FILE_PATTERNS],
			['tarball', unpacked, TARBALL_PATTERNS],
		] as const) {
			const result = await scanner.analyzePackage(directory, [...patterns]);
			// Without files the scanner passes, but says so.
			if (result.passed && !result.message) continue;
			findings.push(`n8n's scanner, ${what}: ${result.details ?? result.message ?? 'failed'}`);
		}

		const copy = join(folder, 'copy');
		copyPackage(ROOT, copy);
		findings.push(...findRefusals(copy));
		findings.push(
			...findMissing(filesOf(copy), copy).map((finding) => `n8n-node build: ${finding}`),
		);

		const [target] = process.argv.slice(2);
		if (target && findings.length === 0) copyFileSync(join(folder, tarball.filename), target);
		for (const finding of findings) console.error(finding);
		console.log(findings.length === 0 ? 'Nothing found.' : `${findings.length} findings.`);
		return findings.length === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main().then((exitCode) => {
	process.exitCode = exitCode;
});
