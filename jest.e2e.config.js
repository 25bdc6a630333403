/** The end-to-end tests: one real n8n and one stand-in for Scrubs for all of them, one file after the other. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test/e2e'],
	transform: { '^.+\\.ts$': '@swc/jest' },
	globalSetup: '<rootDir>/test/e2e/support/start.ts',
	globalTeardown: '<rootDir>/test/e2e/support/stop.ts',
	maxWorkers: 1,
	testTimeout: 180_000,
};
