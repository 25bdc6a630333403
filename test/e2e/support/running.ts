import type { Owner } from '../../../sandbox/n8n/N8nApi';

const variable = 'SCRUBS_E2E';

/** Where everything is that was started for the tests. */
export interface Running {
	n8nUrl: string;
	owner: Owner;
	/** n8n's folder, with its database and its log, if it is ours. */
	userFolder?: string;
	standInUrl: string;
	/** The packed package, for a test that starts an n8n of its own. */
	tarball: string;
}

/** Tells the test files, which share nothing else with the set-up. */
export function announce(running: Running): void {
	process.env[variable] = JSON.stringify(running);
}

/** What the set-up has announced. */
export function whatRuns(): Running {
	return JSON.parse(process.env[variable]!) as Running;
}

/** n8n's folder. @throws Error when n8n is one that ran before, at `N8N_URL` */
export function n8nFolder(): string {
	const { userFolder } = whatRuns();
	if (userFolder) return userFolder;
	throw new Error('This looks into the folder of n8n, which an n8n at N8N_URL keeps to itself.');
}
