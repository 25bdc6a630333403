import type { Query, Transport } from '../transport/request';
import { ROUTES } from './routes';
import type { operations } from './schema';

/** The API's operations by the IDs of its description. */
export type OperationId = keyof operations;

/** Operations that change something. */
export type PostId = {
	[Id in OperationId]: (typeof ROUTES)[Id]['method'] extends 'POST' ? Id : never;
}[OperationId];

type Body<Id extends OperationId> = operations[Id] extends {
	requestBody: { content: { 'application/json': infer B } };
}
	? { body: B & object }
	: { body?: undefined };

type Path<Id extends OperationId> = operations[Id]['parameters'] extends {
	path: infer P extends object;
}
	? { path: P }
	: { path?: undefined };

/** The query parameters of an operation that its description knows. */
export type QueryOf<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>;

type Whole<Id extends OperationId> =
	operations[Id]['responses'][200]['content']['application/json'];

/** What an operation answers with: what stands under `data`, or the bare answer where there is no such thing. */
export type DataOf<Id extends OperationId> = Whole<Id> extends { data: infer D } ? D : Whole<Id>;

/** What a call of an operation needs, by its description; `page` is the query that a cursor of the server stands for. */
export type Input<Id extends OperationId> = Path<Id> &
	Body<Id> & { query?: QueryOf<Id>; page?: Query; before?: () => Promise<void> };

/** Calls an operation; its route and the types of all that goes in come from the API's description. */
export async function call<Id extends OperationId, T>(
	transport: Transport,
	id: Id,
	{ path, query = {}, page = {}, body, before }: Input<Id>,
	read: (json: unknown) => T | undefined,
): Promise<T> {
	const { method, path: template } = ROUTES[id];
	const values = (path ?? {}) as Readonly<Record<string, string>>;
	return await transport.request({
		operationId: id,
		method,
		path: template
			.slice(1)
			.split('/')
			.map((part) => part.replace(/^\{(\w+)\}$/, (_, name: string) => values[name] ?? '')),
		query: { ...page, ...asText(query) },
		body,
		before,
		read,
	});
}

const asText = (query: object): Query =>
	Object.fromEntries(
		Object.entries(query as Record<string, unknown>)
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => [name, String(value)]),
	);
