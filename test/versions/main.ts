import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

import { StandInControl, startStandIn } from '../../sandbox/api';
import { packPackage } from '../../sandbox/n8n/pack';
import type { Bench, Check } from './checks/check';
import { credentialTestChecks, editorChecks } from './checks/editor';
import { loadingChecks } from './checks/loading';
import { operationChecks } from './checks/operations';
import { sendingChecks } from './checks/sending';
import { triggerChecks } from './checks/trigger';
import { Engine } from './Engine';
import { ENGINES, ensureInstalled, type EngineVersion } from './engines';
import { failuresOf, tableOf, type Results } from './report';

/** Runs the packed package on the engines (n8n-core) of several n8n versions. Ends with code 1 if a check does not pass. */

const checks: Check[] = [
	...loadingChecks,
	...operationChecks,
	...sendingChecks,
	...editorChecks,
	...credentialTestChecks,
	...triggerChecks,
];

async function runChecks(bench: Bench): Promise<Array<Error | undefined>> {
	const results: Array<Error | undefined> = [];
	for (const check of checks) {
		await bench.control.reset();
		const result = check.run(bench).then(
			() => undefined,
			(error: Error) => error,
		);
		results.push(await result);
	}
	return results;
}

async function main(): Promise<void> {
	const tarball = await packPackage();
	const folders = new Set(ENGINES.flatMap(({ folder, peer }) => [folder, peer ?? folder]));
	for (const folder of folders) await ensureInstalled(folder, console.log);

	const workFolder = mkdtempSync(join(tmpdir(), 'scrubs-versions-'));
	process.once('exit', () => rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 }));
	const standIn = await startStandIn();
	const control = new StandInControl(standIn.url);
	const results: Results = new Map<EngineVersion, Array<Error | undefined>>();
	try {
		for (const version of ENGINES) {
			console.log(`Running ${checks.length} checks on n8n-core ${version.name}.`);
			const folder = join(workFolder, String(results.size));
			const engine = await Engine.start(version, folder, tarball);
			const bench = { version, engine, control, url: standIn.url };
			results.set(version, await runChecks(bench).finally(async () => await engine.stop()));
		}
	} finally {
		await standIn.stop();
	}

	const names = checks.map(({ name }) => name);
	const failures = failuresOf(names, results);
	console.log(`\n${tableOf(names, results)}\n`);
	for (const failure of failures) console.log(`${failure}\n`);
	const total = names.length * results.size;
	console.log(`${total - failures.length} passed, ${failures.length} failed`);
	process.exitCode = failures.length === 0 ? 0 : 1;
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exit(1);
});
