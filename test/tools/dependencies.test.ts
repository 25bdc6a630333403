import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap, isSeq, parse, parseDocument, type Scalar, type YAMLMap } from 'yaml';

const ROOT = resolve(__dirname, '..', '..');

interface Manifest {
	scripts?: Record<string, string>;
	bin?: string | Record<string, string>;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	overrides?: Record<string, string>;
	peerDependencies?: Record<string, string>;
}

interface Update {
	'package-ecosystem': string;
	directory?: string;
	directories?: string[];
	groups?: Record<string, { patterns: string[]; 'exclude-patterns'?: string[] }>;
}

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const readManifest = (...path: string[]): Manifest =>
	JSON.parse(read(...path, 'package.json')) as Manifest;

const own = readManifest();
const dependabot = read('.github', 'dependabot.yml');
const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
	.split('\n')
	.filter((path) => path && existsSync(join(ROOT, path)));

/** Every version that a package.json asks for, by name. */
const versionsOf = (manifest: Manifest): Record<string, string> => ({
	...manifest.dependencies,
	...manifest.devDependencies,
	...manifest.optionalDependencies,
	...manifest.overrides,
});

const matches = (pattern: string, name: string): boolean =>
	new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

describe('each dependency is there for something', () => {
	const code = tracked
		.filter((path) => /\.(?:[jt]s|mjs)$/.test(path) && !path.endsWith('dependencies.test.ts'))
		.map((path) => read(path))
		.join('\n');
	const types = parse(read('tsconfig.json')) as { compilerOptions: { types: string[] } };
	const scripts = Object.values(own.scripts ?? {}).join('\n');
	const installed = (name: string) => readManifest('node_modules', ...name.split('/'));

	const isImported = (name: string) => new RegExp(`['"]${name}(?:/[^'"]*)?['"]`).test(code);
	const isRun = (name: string) => {
		const { bin = {} } = installed(name);
		const commands = typeof bin === 'string' ? [name] : Object.keys(bin);
		return commands.some((command) => new RegExp(`(?:^|&& )${command}\\b`, 'm').test(scripts));
	};
	const isTypes = (name: string) =>
		types.compilerOptions.types.some((type) => name === `@types/${type}`) ||
		(name.startsWith('@types/') && isImported(name.slice('@types/'.length)));
	const isPeer = (name: string) =>
		Object.keys(own.devDependencies ?? {}).some(
			(other) => other !== name && name in (installed(other).peerDependencies ?? {}),
		);

	test.each(Object.keys(own.devDependencies ?? {}))('%s is used', (name) => {
		expect([isImported(name), isRun(name), isTypes(name), isPeer(name)]).toContain(true);
	});
});

describe.each([
	'.',
	'sandbox/n8n',
	...tracked
		.filter((path) => /^test\/versions\/engines\/.+\/package\.json$/.test(path))
		.map((path) => path.replace('/package.json', '')),
])('the dependencies in %s', (folder) => {
	test('are pinned to one version each', () => {
		const versions = versionsOf(readManifest(folder));
		expect(Object.keys(versions)).not.toEqual([]);
		for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
	});
});

describe('what Dependabot is told', () => {
	const { updates } = parse(dependabot) as { updates: Update[] };
	const document = parseDocument(dependabot);

	/** The folders of an update, with those that a pattern names. */
	const foldersOf = ({ directory, directories = [directory ?? ''] }: Update): string[] =>
		directories.flatMap((wanted) =>
			tracked
				.filter((path) => path.endsWith('package.json'))
				.map((path) => `/${path.replace(/\/?package\.json$/, '')}`)
				.filter((folder) => matches(wanted, folder)),
		);
	const namesOf = (update: Update): string[] =>
		foldersOf(update).flatMap((folder) => Object.keys(versionsOf(readManifest(folder))));

	/** The entries of a list or a map of an update, each with the comment above it; one that is a bare name shares that of its neighbour. */
	const withReasons = (index: number, key: string): Array<{ entry: string; reason: string }> => {
		const node = document.getIn(['updates', index, key], true);
		const entries = isSeq<YAMLMap>(node)
			? node.items.map((item) => ({
					entry: String(item.get('dependency-name')),
					above: item.commentBefore,
					shares: item.items.length === 1,
				}))
			: isMap<Scalar>(node)
				? node.items.map(({ key: name }) => ({
						entry: String(name),
						above: name.commentBefore,
						shares: false,
					}))
				: [];
		// The parser gives the first comment to the whole.
		let last = (node as { commentBefore?: string } | undefined)?.commentBefore;
		return entries.map(({ entry, above, shares }, place) => {
			const reason = above ?? (place === 0 || shares ? last : undefined) ?? '';
			last = reason;
			return { entry, reason };
		});
	};

	const npm = updates
		.map((update, index) => ({ update, index }))
		.filter(({ update }) => update['package-ecosystem'] === 'npm');

	test('covers every folder with dependencies of its own', () => {
		const folders = npm.flatMap(({ update }) => foldersOf(update));
		const wanted = tracked
			.filter((path) => path.endsWith('package.json'))
			.map((path) => `/${path.replace(/\/?package\.json$/, '')}`);
		expect(folders.sort()).toEqual(wanted.sort());
	});

	test('each group and each exception has its reason above it', () => {
		const all = updates.flatMap((_, index) => [
			...withReasons(index, 'groups'),
			...withReasons(index, 'ignore'),
		]);
		expect(all.length).toBeGreaterThan(10);
		expect(all.filter(({ reason }) => reason.trim().length < 10)).toEqual([]);
	});

	test('each exception is about something that is there', () => {
		const idle = npm.flatMap(({ update, index }) => {
			const names = namesOf(update);
			return withReasons(index, 'ignore').filter(
				({ entry }) => !names.some((name) => matches(entry, name)),
			);
		});
		expect(idle).toEqual([]);
	});

	test('a dependency is in one group, or has an exception', () => {
		for (const { update, index } of npm.filter(({ update: { groups } }) => groups)) {
			const exceptions = withReasons(index, 'ignore').map(({ entry }) => entry);
			const groupsOf = (name: string) =>
				Object.values(update.groups ?? {}).filter(
					({ patterns, 'exclude-patterns': excluded = [] }) =>
						patterns.some((pattern) => matches(pattern, name)) &&
						!excluded.some((pattern) => matches(pattern, name)),
				);
			const alone = namesOf(update).filter(
				(name) =>
					groupsOf(name).length !== 1 && !exceptions.some((pattern) => matches(pattern, name)),
			);
			expect(alone).toEqual([]);
		}
	});
});
