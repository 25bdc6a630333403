import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import jest from 'eslint-plugin-jest';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];

/** n8n reports some of its rules as warnings only. */
const asErrors = (rules) => Object.fromEntries(Object.keys(rules).map((rule) => [rule, 'error']));

const communityNodes = {
	plugins: n8nCommunityNodesPlugin.configs.recommended.plugins,
	rules: asErrors(n8nCommunityNodesPlugin.configs.recommended.rules),
};

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

	// What n8n's own checks demand of a published package.
	{
		files: PUBLISHED,
		extends: [communityNodes],
		rules: {
			'no-console': 'error',
			// It judges by the field's name, which does not show that an HCI code or a header's value is a secret.
			'@n8n/community-nodes/credential-unnecessary-password': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// They want the literal 'main', which @n8n/community-nodes/node-connection-type-literal forbids.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// It wants a camelCase slug, where cred-class-field-documentation-url-not-http-url wants a URL.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['package.json'],
		extends: [communityNodes],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: n8nNodesBase.configs.community.rules,
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
