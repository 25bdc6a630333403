/**
 * Writes what the package derives from openapi.yaml: the TypeScript types of the API, and the output schemas that n8n's
 * editor shows before a node has run.
 *
 *     npx tsx sandbox/api/generate.ts           write the files
 *     npx tsx sandbox/api/generate.ts --check   exit with 1 when a file is out of date
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { loadDescription, type Schema } from './openapi';
import { OUTPUT_SCHEMAS, outputSchema } from './outputSchemas';

const ROOT = join(__dirname, '..', '..');
const NODE = join(ROOT, 'nodes', 'ScrubsWhatsApp');
const HEADER = `/**
 * The types of the Scrubs WhatsApp API.
 * Generated from sandbox/api/openapi.yaml by \`npx tsx sandbox/api/generate.ts\`: change the description, not this file.
 */
`;

/**
 * The text of every generated file, by absolute path.
 */
export async function generate(): Promise<Map<string, string>> {
	const description = loadDescription(join(__dirname, 'openapi.yaml'));
	const types = await openapiTS(JSON.stringify(description), {
		rootTypes: true,
		rootTypesNoSchemaPrefix: true,
		silent: true,
	});
	const files = new Map([[join(NODE, 'api', 'schema.ts'), HEADER + astToString(types)]]);
	const schemas = description.components.schemas as Record<string, Schema>;
	for (const [operation, output] of Object.entries(OUTPUT_SCHEMAS)) {
		const path = join(NODE, '__schema__', 'v1.0.0', `${operation}.json`);
		files.set(path, JSON.stringify(outputSchema(schemas, output), null, '\t') + '\n');
	}
	return files;
}

async function main(): Promise<void> {
	const check = process.argv.includes('--check');
	for (const [path, text] of await generate()) {
		if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
		if (check) {
			console.error(`${relative(ROOT, path)} is out of date: run npx tsx sandbox/api/generate.ts`);
			process.exitCode = 1;
		} else {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
			console.log(`wrote ${relative(ROOT, path)}`);
		}
	}
}

if (require.main === module) void main();
