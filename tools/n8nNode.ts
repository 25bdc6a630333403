/**
 * n8n's own tool, run on a copy that holds what is published and n8n's ESLint configuration, and nothing else: as n8n
 * has it when it looks at a package.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What n8n's tool reads. The project's own ESLint configurations are left out. */
const COPIED = [
	'.npmrc',
	'LICENSE.md',
	'README.md',
	'credentials',
	'eslint.config.mjs',
	'nodes',
	'package-lock.json',
	'package.json',
	'tsconfig.json',
];

interface Outcome {
	passed: boolean;
	output: string;
}

/**
 * Copies the package to where n8n's tool can be run on it.
 * @param root the repository, with its dependencies installed
 * @param folder where to; must not exist yet
 */
export function copyPackage(root: string, folder: string): void {
	mkdirSync(folder);
	for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** A finding for each command of the tool that is not content with a copy; `build` makes its `dist`. */
export function findRefusals(folder: string): string[] {
	const commands: Array<[command: string, isContent: (outcome: Outcome) => boolean]> = [
		['lint', ({ passed }) => passed],
		['build', ({ passed }) => passed],
		// It ends well whatever it finds.
		['cloud-support', ({ output }) => output.includes('Status: eligible')],
	];
	return commands.flatMap(([command, isContent]) => {
		const outcome = run(command, folder);
		return isContent(outcome) ? [] : [`n8n-node ${command}: ${outcome.output}`];
	});
}

/** The files of a copy, relative to it and with slashes, without its dependencies. */
export function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((path) => path.replaceAll('\\', '/'))
		.filter((path) => !path.startsWith('node_modules'));
}

function run(command: string, folder: string): Outcome {
	const tool = join(folder, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	const { status, stdout, stderr } = spawnSync(process.execPath, [tool, command], {
		cwd: folder,
		encoding: 'utf8',
		// Without what the npm that runs this script says of its own folder.
		env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
	});
	return { passed: status === 0, output: readable(stdout + stderr) };
}

/** The text without colours, and without the frames of a spinner. */
function readable(output: string): string {
	return stripVTControlCharacters(output)
		.split('\n')
		.filter((line) => line.trim() && !/[◒◐◓◑]/u.test(line))
		.join('\n');
}
