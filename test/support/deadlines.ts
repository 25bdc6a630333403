/** Lets the time for an answer pass a hundred times quicker, for the tests of a file. */
export function useQuickDeadlines(): void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	let spy: jest.SpyInstance;
	beforeEach(() => {
		spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 100));
	});
	afterEach(() => spy.mockRestore());
}
