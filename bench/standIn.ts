import { createRequire } from 'module';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { StandInControl } from '../sandbox/api/control/client';
import { endProcess, startProcess } from '../sandbox/n8n/processes';

const main = join(__dirname, '..', 'sandbox', 'api', 'main.ts');
const tsx = pathToFileURL(createRequire(__filename).resolve('tsx')).href;

/** A stand-in in a process of its own, so that nothing that is measured shares an event loop with it. */
export interface StandInProcess {
	url: string;
	control: StandInControl;
	stop(): Promise<void>;
}

/** Starts the stand-in and waits until it listens. */
export async function startStandInProcess(): Promise<StandInProcess> {
	const child = startProcess(process.execPath, ['--import', tsx, main]);
	const url = await new Promise<string>((resolve, reject) => {
		let output = '';
		const read = (chunk: Buffer): void => {
			output += chunk.toString();
			const found = /Base URL\s+(\S+)\s/.exec(output)?.[1];
			if (found) resolve(found);
		};
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('close', () => reject(new Error(`The stand-in has ended:\n${output}`)));
	});
	return { url, control: new StandInControl(url), stop: async () => await endProcess(child) };
}
