/**
 * `npm run dev`: a real n8n with the package, the stand-in for Scrubs beside it, and a build after each change, which n8n
 * shows within seconds: it reloads what changes in the folder in which it has the package (`N8N_DEV_RELOAD`).
 */
import { StandInControl, startStandIn } from '../api';
import { fill, whereabouts } from '../demo/clinic';
import { Running } from '../demo/running';
import { RealN8n } from '../n8n/N8n';
import { packPackage } from '../n8n/pack';
import { tail } from '../n8n/processes';
import { startCompiler } from './compiler';
import { handOver, onOtherChange } from './handOver';

const log = console.log;
const running = new Running(log);

/** Keeps the package in n8n as it is here; settles when that has been done for the first time. */
async function keepUpToDate(packageFolder: string): Promise<void> {
	let turn = Promise.resolve();
	const update = (problems: string[] = []): Promise<void> => {
		turn = turn.then(async () => {
			for (const problem of problems) log(problem);
			await handOver(packageFolder);
			log(`${new Date().toLocaleTimeString()}  n8n has the latest build.`);
		});
		turn = turn.catch((error: Error) => log(`${error.message}\nn8n keeps what it had.`));
		return turn;
	};
	running.add(onOtherChange(update));
	await new Promise<void>((first) => {
		running.add(startCompiler((problems) => void update(problems).then(first)));
	});
}

async function start(): Promise<void> {
	const tarball = await packPackage(log);
	const standIn = running.add(await startStandIn());
	await new StandInControl(standIn.url).letPatientsRead();
	const n8n = running.add(await RealN8n.start({ tarball, env: { N8N_DEV_RELOAD: 'true' }, log }));
	void n8n.ended.then(async () => {
		await running.stop(1, `n8n has ended by itself. The last of its output:\n${tail(n8n.logs())}`);
	});
	await fill(n8n, standIn.url);
	await keepUpToDate(n8n.packageFolder);
	log(`
${whereabouts(n8n, standIn.url)}

Watching credentials and nodes. Ctrl-C ends it all, with what was made in n8n.`);
}

start().catch(async (error: Error) => {
	await running.stop(1, error.message);
});
