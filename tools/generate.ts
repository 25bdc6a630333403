/**
 * Writes what the package derives from openapi/openapi.yaml: the TypeScript types of the API, the routes of its
 * operations, and the output schemas that n8n's editor shows before a node has run.
 *
 *     npx tsx tools/generate.ts           write the files
 *     npx tsx tools/generate.ts --check   exit with 1 when a file is out of date
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { loadDescription, SCRUBS_API } from '../openapi/description';
import { OUTPUT_SCHEMAS, outputSchema } from './outputSchemas';
import { routesOf } from './routes';
import { shapesOf } from './shapes';

const ROOT = join(__dirname, '..');
const NODE = join(ROOT, 'nodes', 'ScrubsWhatsApp');

const header = (what: string) => `/**
 * ${what}
 * Generated from openapi/openapi.yaml by \`npm run generate\`: change the description, not this file.
 */
`;

/** A module of `api/` that exports one constant. */
const constant = (name: string, what: string, value: object): [string, string] => [
	join(NODE, 'api', `${name}.ts`),
	`${header(what)}export const ${name.toUpperCase()} = ${JSON.stringify(value, null, '\t')} as const;\n`,
];

/** The text of every generated file, by absolute path. */
export async function generate(): Promise<Map<string, string>> {
	const description = loadDescription(SCRUBS_API);
	const types = await openapiTS(JSON.stringify(description), {
		rootTypes: true,
		rootTypesNoSchemaPrefix: true,
		silent: true,
	});
	const files = new Map<string, string>([
		[
			join(NODE, 'api', 'schema.ts'),
			header('The types of the Scrubs WhatsApp API.') + astToString(types),
		],
		constant(
			'routes',
			'Method, path and documented refusals of each operation of the Scrubs WhatsApp API.',
			routesOf(description),
		),
		constant(
			'shapes',
			'What stands in the rows of the lists of the Scrubs WhatsApp API.',
			shapesOf(description),
		),
	]);
	for (const [operation, output] of Object.entries(OUTPUT_SCHEMAS)) {
		const path = join(NODE, '__schema__', 'v1.0.0', `${operation}.json`);
		const schema = outputSchema(description.components.schemas, output);
		files.set(path, JSON.stringify(schema, null, '\t') + '\n');
	}
	return files;
}

async function main(): Promise<void> {
	const check = process.argv.includes('--check');
	for (const [path, text] of await generate()) {
		if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
		if (check) {
			console.error(`${relative(ROOT, path)} is out of date: run npm run generate`);
			process.exitCode = 1;
		} else {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
			console.log(`wrote ${relative(ROOT, path)}`);
		}
	}
}

if (require.main === module) void main();
