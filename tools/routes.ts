import type { Description } from '../openapi/description';

/** Where an operation is, and which statuses it refuses with for reasons of its own. */
export interface Route {
	method: string;
	path: string;
	refusals: number[];
}

/** What every operation may answer. */
const COMMON: ReadonlySet<string> = new Set(['200', '401', '429']);

/** A 400 is common, too, where the vendor documents it for the provider alone. */
const isAboutProvider = (status: string, response: object) =>
	status === '400' &&
	('x-inferred' in response ||
		('$ref' in response && response.$ref === '#/components/responses/InvalidProvider'));

/** The route of each operation ID of a description. */
export function routesOf({ paths = {} }: Description): Record<string, Route> {
	const routes: Record<string, Route> = {};
	for (const [path, methods] of Object.entries(paths)) {
		for (const [method, operation] of Object.entries(methods ?? {})) {
			if (typeof operation !== 'object' || !('operationId' in operation)) continue;
			const responses = Object.entries((operation.responses ?? {}) as Record<string, object>);
			routes[operation.operationId!] = {
				method: method.toUpperCase(),
				path,
				refusals: responses
					.filter(([status]) => !COMMON.has(status))
					.filter(([status, response]) => !isAboutProvider(status, response))
					.map(([status]) => Number(status)),
			};
		}
	}
	return routes;
}
