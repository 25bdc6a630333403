import type { StandInControl } from '../../sandbox/api';

/** A clock that a test sets, ours and the stand-in's; it goes on from there until {@link TestClock.stop}. */
export class TestClock {
	private readonly now = Date.now.bind(Date);

	private offset = 0;

	private readonly spy = jest.spyOn(Date, 'now').mockImplementation(() => this.now() + this.offset);

	private constructor(private readonly control: StandInControl) {}

	/** @param time Unix milliseconds */
	static async start(control: StandInControl, time: number): Promise<TestClock> {
		const clock = new TestClock(control);
		await clock.set(time);
		return clock;
	}

	/** @param time Unix milliseconds */
	async set(time: number): Promise<void> {
		this.offset = time - this.now();
		await this.control.set({ dateOffsetMs: this.offset });
	}

	async stop(): Promise<void> {
		this.spy.mockRestore();
		await this.control.set({ dateOffsetMs: 0 });
	}
}

/** Does something as if it were so many milliseconds ago, by our clock and the stand-in's. */
export async function ago<T>(
	control: StandInControl,
	ms: number,
	work: () => Promise<T>,
): Promise<T> {
	const clock = await TestClock.start(control, Date.now() - ms);
	try {
		return await work();
	} finally {
		await clock.stop();
	}
}
