/**
 * Loads the nodes and credentials of one installed package as n8n does when it starts, and prints how many milliseconds
 * that took. n8n-workflow comes first and is not counted: n8n has loaded it already.
 *
 *     NODE_PATH=folder-with-n8n-workflow node loadOnce.js package-folder
 */
const { readFileSync } = require('fs');
const { basename, join } = require('path');
const { performance } = require('perf_hooks');

require('n8n-workflow');

const folder = process.argv[2];
const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const start = performance.now();
for (const file of [...n8n.credentials, ...n8n.nodes]) {
	const [className] = basename(file).split('.');
	new (require(join(folder, file))[className])();
}
console.log(performance.now() - start);
