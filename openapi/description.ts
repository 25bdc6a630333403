import type { Document } from 'openapi-backend';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The part of JSON Schema that the output schemas are derived from. */
export interface Schema {
	$ref?: string;
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** An OpenAPI 3.1 description with named schemas. */
export type Description = Document & { components: { schemas: Record<string, Schema> } };

/**
 * Reads an OpenAPI description.
 *
 * @param path absolute path of a YAML file
 */
export function loadDescription(path: string): Description {
	return parse(readFileSync(path, 'utf8')) as Description;
}

/** Where the description of the Scrubs API is, the one source of its types, output schemas and stand-in. */
export const SCRUBS_API = join(__dirname, 'openapi.yaml');
