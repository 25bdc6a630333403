/** The rules for what the published tarball may hold, and how large it may be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In bytes, packed and without images: what every n8n that installs the package downloads. */
export const LARGEST_SIZE = 150_000;

/** What n8n reads, what npm packs unasked, and the licences of what is bundled. */
const WANTED_FILES = [
	/^(?:package\.json|README\.md|LICENSE\.md)$/,
	/^dist\/(?:nodes|credentials)\/.+\.(?:js|svg|png|node\.json)$/,
	/^dist\/nodes\/.+\/__schema__\/.+\.json$/,
	/^dist\/licenses\/[^/]+\/LICENSE[^/]*$/,
];
const TESTS = /\.(?:test|spec)\.js$|\/(?:__tests__|__mocks__|tests?)\//;
/** What a published file may load: its neighbours, and what n8n brings along. */
const LOADABLE = /^(?:\.{1,2}\/.*|n8n-workflow|node:crypto)$/;
const IMAGES = /\.(?:svg|png)$/;

export const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

/** A finding for each file that n8n does not need: source maps, sources, type declarations, tests. */
export function findUnneeded(paths: readonly string[]): string[] {
	return paths
		.filter((path) => TESTS.test(path) || !WANTED_FILES.some((wanted) => wanted.test(path)))
		.map(
			(path) =>
				`not needed by n8n: ${path}. Keep it out of dist (tsconfig.build.json, gulpfile.js) or out of "files" in package.json.`,
		);
}

/**
 * A finding for each module that n8n would not find: a library that should be bundled.
 * @param folder where the tarball is unpacked
 * @param paths its files, relative to the folder
 */
export function findUnbundled(folder: string, paths: readonly string[]): string[] {
	return paths
		.filter((path) => path.endsWith('.js'))
		.flatMap((path) => {
			const loads = readFileSync(join(folder, path), 'utf8').matchAll(
				/\b(?:require|import)\(\s*['"`]([^'"`]+)/g,
			);
			return [...loads]
				.map(([, module]) => module!)
				.filter((module) => !LOADABLE.test(module))
				.map((module) => `not bundled: ${path} loads ${module}. See "bundle" in gulpfile.js.`);
		});
}

/**
 * A finding if the files are too large together, images aside.
 * @param folder where the tarball is unpacked
 * @param paths its files, relative to the folder
 */
export function findTooLarge(folder: string, paths: readonly string[]): string[] {
	const files = paths
		.filter((path) => !IMAGES.test(path))
		.map((path) => ({ path, content: readFileSync(join(folder, path)) }));
	const size = gzipSync(Buffer.concat(files.map(({ content }) => content))).length;
	if (size <= LARGEST_SIZE) return [];
	const largest = files
		.sort((a, b) => b.content.length - a.content.length)
		.slice(0, 3)
		.map(({ path, content }) => `${path} (${kilobytes(content.length)})`);
	return [
		`too large: ${kilobytes(size)} packed without images, where ${kilobytes(LARGEST_SIZE)} is the most. The largest files, unpacked: ${largest.join(', ')}.`,
	];
}
