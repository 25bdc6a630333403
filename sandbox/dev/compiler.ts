import { join, resolve } from 'path';
import { createInterface } from 'readline';
import { endProcess, startProcess } from '../n8n/processes';

const root = resolve(__dirname, '..', '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

export interface Compiler {
	stop(): Promise<void>;
}

/**
 * Compiles the published sources to `dist`, and again whenever one has changed, which takes TypeScript a moment.
 * @param onCompiled called after each round with what is wrong with the sources; empty if nothing is
 */
export function startCompiler(onCompiled: (problems: string[]) => void): Compiler {
	const args = ['--project', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'];
	const child = startProcess(process.execPath, [tsc, ...args], { cwd: root });
	let problems: string[] = [];
	createInterface({ input: child.stdout! }).on('line', (line) => {
		if (/Found \d+ errors?\. Watching for file changes/.test(line)) {
			onCompiled(problems);
			problems = [];
		} else if (/: error TS\d+:|^\s+\S/.test(line)) {
			problems.push(line);
		}
	});
	return { stop: async () => await endProcess(child) };
}
