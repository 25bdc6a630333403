import { cpSync } from 'fs';
import { createRequire } from 'module';
import { join, resolve } from 'path';
import { runToEnd } from '../n8n/processes';

type Watch = (globs: string[], options: { cwd: string }, task: () => Promise<void>) => Watcher;

interface Watcher {
	close(): Promise<void> | void;
}

// gulp brings no types.
const { watch } = createRequire(__filename)('gulp') as { watch: Watch };
const root = resolve(__dirname, '..', '..');
const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');

/**
 * Completes what the compiler has made as `npm run build` does, and copies it to where n8n has the package.
 * @throws Error with what gulp says
 */
export async function handOver(packageFolder: string): Promise<void> {
	const { code, output } = await runToEnd(process.execPath, [gulp, '--silent'], { cwd: root });
	if (code !== 0) throw new Error(output.trim());
	for (const path of ['dist/credentials', 'dist/nodes']) {
		cpSync(join(root, path), join(packageFolder, path), { recursive: true, force: true });
	}
}

/** Does `work` whenever a published file has changed that is not compiled: a picture, a codex, an output schema. */
export function onOtherChange(work: () => Promise<void>): { stop(): Promise<void> } {
	const globs = ['credentials', 'nodes'].map((folder) => `${folder}/**/*.{svg,png,json}`);
	// gulp calls it with something of its own.
	const watcher = watch(globs, { cwd: root }, async () => await work());
	return { stop: async () => await watcher.close() };
}
