// n8n's default configuration, unchanged, for what is published: what `n8n-node lint` runs here.
//
// n8n wants eslint.config.mjs to be exactly its own, and that one takes every .ts file for a part of a node: tests and
// tools, too, which read files and start processes. ESLint takes this file before that one. It names the same files as
// n8n's scanner does. What goes beyond n8n's rules, and the rest of the repository, is in eslint.project.config.mjs.
const { globalIgnores } = require('eslint/config');
const { config } = require('@n8n/node-cli/eslint');

module.exports = [
	...config,
	globalIgnores(['*', '!credentials/', '!nodes/', '!package.json'], 'not published'),
];
