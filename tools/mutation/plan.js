const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Which mutants are in the sample, and which test files may notice each of them. Stryker's processes share nothing else:
 * one writes it, the others read it.
 */

const file = join(__dirname, '..', '..', '.cache', 'mutation', 'plan.json');

function writePlan(plan) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify(plan));
}

function readPlan() {
	return JSON.parse(readFileSync(file, 'utf8'));
}

module.exports = { readPlan, writePlan };
