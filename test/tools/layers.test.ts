import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { BUNDLED, LAYERS, LIBRARIES, PUBLISHED } from '../../tools/layers';

const ROOT = join(__dirname, '..', '..');
const isFile = (room: string) => room.endsWith('.ts');
/** A module of a room; each imports every other room. */
const moduleOf = (room: string) => (isFile(room) ? room : `${room}/module.ts`);

interface Violation {
	from: string;
	to: string;
	rule: { name: string };
}

/** What the rules say of modules with these contents, in a tree of their own. */
function violationsIn(modules: Record<string, string>): Violation[] {
	const folder = mkdtempSync(join(tmpdir(), 'scrubs-layers-'));
	try {
		writeFileSync(join(folder, 'tsconfig.json'), '{}');
		for (const [path, content] of Object.entries(modules)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), content);
		}
		const rooms = new Set(Object.keys(modules).map((path) => path.split('/')[0]!));
		const { stdout, stderr } = spawnSync(
			process.execPath,
			[
				join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
				...['--config', join(ROOT, '.dependency-cruiser.js'), '--output-type', 'json'],
				...rooms,
			],
			{ cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 },
		);
		if (!stdout) throw new Error(stderr);
		return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const importOf = (from: string, to: string) => {
	const path = relative(dirname(moduleOf(from)), moduleOf(to)).replace(/\.ts$/, '');
	return `import '${path.startsWith('.') ? path : `./${path}`}';`;
};

test('every import that its row does not allow is refused, and no other', () => {
	const rooms = LAYERS.map(({ room }) => room);
	const modules = rooms.map((from) => [
		moduleOf(from),
		rooms
			.filter((to) => to !== from)
			.map((to) => importOf(from, to))
			.join('\n'),
	]);
	const refused = violationsIn(Object.fromEntries(modules) as Record<string, string>)
		.filter(({ rule }) => rule.name !== 'no circles')
		.map(({ from, to }) => `${from} → ${to}`);
	const expected = LAYERS.flatMap(({ room, mayImport }) =>
		rooms
			.filter((to) => to !== room && !mayImport.includes(to))
			.map((to) => `${moduleOf(room)} → ${moduleOf(to)}`),
	);
	expect(refused.sort()).toEqual(expected.sort());
});

describe('whatever the room', () => {
	const published = PUBLISHED.map(
		(folder) => LAYERS.find(({ room }) => room.startsWith(folder) && !isFile(room))!.room,
	);
	const modules: Record<string, string> = {
		'openapi/a.ts': "import './b';",
		'openapi/b.ts': "import './a';",
	};
	for (const room of published) {
		for (const [index, name] of ['axios', 'node:fs', 'node:crypto', 'n8n-workflow'].entries()) {
			modules[`${room}/module${index}.ts`] = `import '${name}';`;
		}
	}
	for (const [file, library] of Object.entries(BUNDLED)) {
		modules[file] = `import '${library}/core';`;
		modules[`${dirname(file)}/other.ts`] = modules[file];
	}
	let violations: Violation[];
	beforeAll(() => {
		violations = violationsIn(modules);
	});

	test.each(published)('what is published in %s imports no other library, and no files', (room) => {
		const refused = violations
			.filter(({ from, rule }) => from.startsWith(room) && rule.name.startsWith('published code'))
			.map(({ to }) => to);
		expect(refused.sort()).toEqual(['axios', 'fs']);
		expect(LIBRARIES).toEqual(['n8n-workflow', 'crypto']);
	});

	test.each(Object.entries(BUNDLED))('%s alone imports %s', (file, library) => {
		const refused = violations.filter(({ rule }) => rule.name.includes(`import ${library}`));
		expect(refused.map(({ from }) => from)).toEqual([`${dirname(file)}/other.ts`]);
	});

	test('modules in a circle are refused', () => {
		const circles = violations.filter(({ rule }) => rule.name === 'no circles');
		expect(circles.map(({ from }) => from)).toContain('openapi/a.ts');
	});
});

test('the table in CONTRIBUTING.md is this one', () => {
	const rows = [
		...readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').matchAll(
			/^\| `([^|]*)` +\| ([^|]*) \| ([^|]*) \|$/gm,
		),
	].map(([, room, what, mayImport]) => ({
		room,
		what: what!.trim(),
		mayImport:
			mayImport === undefined ? [] : [...mayImport.matchAll(/`([^`]*)`/g)].map(([, name]) => name),
	}));
	expect(rows).toEqual(LAYERS);
});
