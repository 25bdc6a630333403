/** Tests run the TypeScript sources; `npm run test:e2e` has a configuration of its own. */
module.exports = {
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/support/quickSleep.ts'],
	// n8n's engine logs every error that a test provokes.
	silent: true,
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(?:e2e|browser)/'],
	transform: { '^.+\\.[jt]s$': '@swc/jest' },
	// openapi-backend brings one library that exists as an ES module only.
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/json-schema-ref-parser/)'],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text', 'lcov'],
};
