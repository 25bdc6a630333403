/** Tests run the TypeScript sources; `npm run test:e2e` has a configuration of its own. */
module.exports = {
	testEnvironment: 'node',
	// Jest would leave one processor idle.
	maxWorkers: '100%',
	globalSetup: '<rootDir>/test/support/start.ts',
	globalTeardown: '<rootDir>/test/support/stop.ts',
	// For what hangs; a busy machine may be slow.
	testTimeout: 60_000,
	setupFiles: ['<rootDir>/test/support/quickSleep.ts', '<rootDir>/test/support/quietLog.ts'],
	silent: true,
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(?:e2e|browser|queue)/'],
	transform: { '^.+\\.[jt]s$': '@swc/jest' },
	// openapi-backend brings one library that exists as an ES module only.
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/json-schema-ref-parser/)'],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text', 'lcov'],
};
