import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findTooLarge, findUnbundled, findUnneeded, LARGEST_SIZE } from '../../tools/tarball';

describe('what is in the tarball', () => {
	test.each([
		'package.json',
		'README.md',
		'LICENSE.md',
		'dist/nodes/Clinic/Clinic.node.js',
		'dist/nodes/Clinic/Clinic.node.json',
		'dist/nodes/Clinic/clinic.dark.svg',
		'dist/nodes/Clinic/__schema__/v1.0.0/message/getAll.json',
		'dist/nodes/Clinic/resources/message/getAll.js',
		'dist/credentials/ClinicApi.credentials.js',
		'dist/licenses/a-library/LICENSE',
		'dist/licenses/a-library/LICENSE.Apache',
	])('%s may be there', (path) => {
		expect(findUnneeded([path])).toEqual([]);
	});

	test.each([
		'dist/nodes/Clinic/Clinic.node.js.map',
		'dist/nodes/Clinic/Clinic.node.d.ts',
		'nodes/Clinic/Clinic.node.ts',
		'dist/nodes/Clinic/Clinic.node.test.js',
		'dist/nodes/Clinic/__tests__/support.js',
		'dist/test/support/clinic.js',
		'dist/tsconfig.build.tsbuildinfo',
		'CHANGELOG.md',
		'.npmrc',
	])('%s may not, and the finding says how to leave it out', (path) => {
		expect(findUnneeded(['package.json', path])).toEqual([
			expect.stringContaining(`not needed by n8n: ${path}. Keep it out of dist`),
		]);
	});
});

const folder = mkdtempSync(join(tmpdir(), 'tarball-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the files load', () => {
	const findingsFor = (source: string) => {
		writeFileSync(join(folder, 'a.js'), source);
		return findUnbundled(folder, ['a.js']);
	};

	test.each(["require('./b')", 'require("../b")', 'require("n8n-workflow")'])(
		'%s is there',
		(source) => {
			expect(findingsFor(`const b = ${source};`)).toEqual([]);
		},
	);

	test.each([
		'require("a-library/core")',
		"import('a-library/core')",
		'require( `a-library/core`)',
	])('%s is not, and the finding says where to bundle it', (source) => {
		expect(findingsFor(`const a = ${source};`)).toEqual([
			'not bundled: a.js loads a-library/core. See "bundle" in gulpfile.js.',
		]);
	});
});

describe('how large the tarball is', () => {
	/** Files of random bytes, which do not get smaller when they are packed. */
	const files = (sizes: Record<string, number>): string[] => {
		for (const [path, size] of Object.entries(sizes)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), randomBytes(size));
		}
		return Object.keys(sizes);
	};

	test('just below the limit is fine, whatever the images weigh', () => {
		const paths = files({
			'dist/a.js': LARGEST_SIZE - 1_000,
			'dist/a.svg': 90_000,
			'b.png': 9_000,
		});
		expect(findTooLarge(folder, paths)).toEqual([]);
	});

	test('beyond it, the finding names the size and the largest files', () => {
		const paths = files({ 'dist/a.js': 2_000, 'dist/b.js': LARGEST_SIZE - 1_000 });
		expect(findTooLarge(folder, paths)).toEqual([
			expect.stringMatching(
				/^too large: 151\.\d kB packed without images, where 150\.0 kB is the most\. .*dist\/b\.js \(149\.0 kB\), dist\/a\.js \(2\.0 kB\)\.$/,
			),
		]);
	});

	test('it is the packed size that counts', () => {
		const paths = files({ 'dist/a.js': 10 });
		writeFileSync(join(folder, 'dist/a.js'), 'patient '.repeat(LARGEST_SIZE));
		expect(findTooLarge(folder, paths)).toEqual([]);
	});
});
