/** What was started and must be ended after the tests. */
export const toStop: Array<{ stop(): Promise<void> }> = [];
