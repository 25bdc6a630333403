/**
 * The tests of several processes: one real n8n in queue mode and one stand-in for Scrubs for all of them, one file after the
 * other. test/queue/main.ts runs them.
 */
module.exports = {
	testEnvironment: '<rootDir>/test/queue/support/environment.ts',
	roots: ['<rootDir>/test/queue'],
	transform: { '^.+\\.ts$': '@swc/jest' },
	// openapi-backend brings one library that exists as an ES module only.
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/json-schema-ref-parser/)'],
	globalSetup: '<rootDir>/test/queue/support/start.ts',
	globalTeardown: '<rootDir>/test/queue/support/stop.ts',
	maxWorkers: 1,
	testTimeout: 300_000,
};
