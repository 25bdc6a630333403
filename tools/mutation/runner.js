const { default: TestRunner } = require('jest-runner');
const { relative } = require('node:path');
const { readPlan } = require('./plan');

/** For a mutant, runs no more files than may notice it, and none after one has. */
module.exports = class MutantRunner extends TestRunner {
	async runTests(tests, watcher, options) {
		const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (mutant === undefined) return await super.runTests(tests, watcher, options);
		let isNoticed = false;
		this.on('test-file-success', ([, { numFailingTests }]) => {
			isNoticed ||= numFailingTests > 0;
		});
		const found = new Map(tests.map((test) => [relative(process.cwd(), test.path), test]));
		for (const file of readPlan()[mutant]) {
			const test = found.get(file);
			if (test && !isNoticed) await super.runTests([test], watcher, options);
		}
	}
};
