import type { Log } from '../n8n/progress';

interface Stoppable {
	stop(): Promise<void>;
}

/** What has been started and is to be ended together, by Ctrl-C or when something goes wrong. */
export class Running {
	private readonly started: Stoppable[] = [];
	private stopping = false;

	constructor(private readonly log: Log) {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				// A terminal and npm both pass a Ctrl-C on, so it often comes twice.
				if (this.stopping) return;
				log('\nStopping.');
				void this.stop(0);
			});
		}
	}

	/** Adds what is to be ended before all that was added before it. */
	add<T extends Stoppable>(one: T): T {
		this.started.push(one);
		return one;
	}

	/** Ends everything, the latest first, and this process with it. */
	async stop(exitCode: number, why?: string): Promise<void> {
		if (this.stopping) return;
		this.stopping = true;
		if (why) this.log(`\n${why}`);
		for (const one of this.started.reverse()) await one.stop();
		process.exit(exitCode);
	}
}
