import type { StandInControl } from '../../sandbox/api';

/** A clock that a test sets, ours and the stand-in's; it goes on from there until {@link TestClock.stop}. */
export class TestClock {
	private readonly now = Date.now.bind(Date);

	private offset = 0;

	private readonly spy = jest.spyOn(Date, 'now').mockImplementation(() => this.now() + this.offset);

	private constructor() {}

	/** @param time Unix milliseconds */
	static async start(control: StandInControl, time: number): Promise<TestClock> {
		// The stand-in dates its answers by the clock that is set here as soon as it is told an offset.
		await control.set({ dateOffsetMs: 1 });
		const clock = new TestClock();
		clock.set(time);
		return clock;
	}

	/** @param time Unix milliseconds */
	set(time: number): void {
		this.offset = time - this.now();
	}

	stop(): void {
		this.spy.mockRestore();
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
		clock.stop();
		await control.set({ dateOffsetMs: 0 });
	}
}
