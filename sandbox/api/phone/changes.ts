import type { ServerResponse } from 'node:http';

/** Tells pages that the data has changed, by server-sent events. What has changed they ask for themselves. */
export class Changes {
	private readonly watchers = new Set<ServerResponse>();

	/** Keeps a response open and tells it every change from now on. */
	watch(response: ServerResponse): void {
		response.writeHead(200, {
			'content-type': 'text/event-stream',
			'cache-control': 'no-cache',
		});
		// How long a page waits before it comes back, in milliseconds, should the stand-in be started anew.
		response.write('retry: 1000\n\n');
		this.watchers.add(response);
		response.once('close', () => this.watchers.delete(response));
	}

	tell(): void {
		for (const watcher of this.watchers) watcher.write('data: changed\n\n');
	}
}
