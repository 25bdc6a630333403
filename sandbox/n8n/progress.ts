/** Takes one line for the person who waits. */
export type Log = (line: string) => void;

const intervalMs = 5_000;

/** Says every few seconds that something still runs, for how long and how far it is. */
export class Progress {
	/** How far it is, in words. */
	detail = '';
	private readonly started = Date.now();
	private readonly timer: NodeJS.Timeout;

	constructor(
		private readonly log: Log,
		private readonly name: string,
	) {
		this.timer = setInterval(() => this.say(this.detail), intervalMs);
	}

	/** Says how long it took and stops. */
	end(): void {
		clearInterval(this.timer);
		this.say('done');
	}

	private say(what: string): void {
		const seconds = Math.round((Date.now() - this.started) / 1000);
		this.log(`  ${this.name}: ${seconds} s${what ? `, ${what}` : ''}`);
	}
}
