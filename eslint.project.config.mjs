import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import jest from 'eslint-plugin-jest';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'];

/** The rules that n8n only warns of. */
const WARNINGS = Object.entries(n8nCommunityNodesPlugin.configs.recommended.rules)
	.filter(([, severity]) => severity === 'warn')
	.map(([rule]) => rule)
	// It judges by a field's name, which does not show that an HCI code or a header's value is a secret.
	.filter((rule) => rule !== '@n8n/community-nodes/credential-unnecessary-password');

/** What goes beyond n8n's rules, which eslint.config.js runs, and the rules for all that is not published. */
export default tseslint.config(
	{
		ignores: [
			'dist/',
			'coverage/',
			'**/node_modules/',
			'**/.cache/',
			'nodes/ScrubsWhatsApp/api/schema.ts',
			'nodes/ScrubsWhatsApp/api/routes.ts',
			'nodes/ScrubsWhatsApp/api/shapes.ts',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	{
		files: ['**/*.{js,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: globals.node },
	},
	{
		files: ['**/*.js'],
		languageOptions: { sourceType: 'commonjs' },
	},
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			// What n8n calls must return a promise, whether or not there is something to wait for.
			'@typescript-eslint/require-await': 'off',
		},
	},

	{
		files: PUBLISHED,
		plugins: n8nCommunityNodesPlugin.configs.recommended.plugins,
		rules: Object.fromEntries(WARNINGS.map((rule) => [rule, 'error'])),
	},
	{
		files: ['package.json'],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
	},

	{
		files: ['test/**/*.ts'],
		extends: [jest.configs['flat/recommended'], jest.configs['flat/style']],
		rules: {
			'jest/consistent-test-it': ['error', { fn: 'test', withinDescribe: 'test' }],
			// Answers are compared as they come, without types of their own.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
);
