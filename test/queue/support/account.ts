import type { Execution } from '../../../sandbox/n8n/execution';
import { reached } from '../../support/patients';
import { digitsOf, reportsOf, type List, type Report } from './lists';
import { shared } from './queue';

/** What recipients got, by the stand-in's record, and what n8n says of it, by the output of executions. */
export interface Account {
	recipients: number;
	delivered: number;
	/** Messages beyond the first to the same recipient. */
	doubled: number;
	reported: Record<Report, number>;
	/** Of whom no execution says anything. */
	unreported: number;
	/** Reported as sent, and got nothing. */
	sentInVain: number;
	/** Reported as not sent or not known, and got a message. */
	deliveredUnseen: number;
}

/** Counts for the recipients of these lists; of several executions the last one that speaks of a recipient counts. */
export async function accountOf(lists: List[], executions: Execution[]): Promise<Account> {
	const recipients = [...new Set(lists.flatMap(digitsOf))];
	const reports = new Map(executions.flatMap((execution) => [...reportsOf(execution)]));
	const messages = new Map<string, number>();
	for (const recipient of await reached(shared.scrubsQueue.standIn)) {
		messages.set(recipient, (messages.get(recipient) ?? 0) + 1);
	}
	const count = (holds: (report: Report | undefined, got: number) => boolean) =>
		recipients.filter((one) => holds(reports.get(one), messages.get(one) ?? 0)).length;
	const isSent = (report?: Report) => report === 'sent' || report === 'alreadySent';
	const total = [...messages.values()].reduce((sum, got) => sum + got, 0);
	return {
		recipients: recipients.length,
		delivered: count((_, got) => got > 0),
		doubled: total - messages.size,
		reported: {
			sent: count((report) => report === 'sent'),
			alreadySent: count((report) => report === 'alreadySent'),
			notSent: count((report) => report === 'notSent'),
			notKnown: count((report) => report === 'notKnown'),
		},
		unreported: count((report) => report === undefined),
		sentInVain: count((report, got) => isSent(report) && got === 0),
		deliveredUnseen: count((report, got) => report !== undefined && !isSent(report) && got > 0),
	};
}

/** Nobody got a message twice, and n8n says of everybody what is true. */
export const NOTHING_WRONG: Partial<Account> = { doubled: 0, unreported: 0, sentInVain: 0 };

/** Seconds from the first message's arrival at the stand-in to that of the last one that it took. */
export async function sendingSeconds(): Promise<number> {
	const requests = await shared.scrubsQueue.standIn.requests('sendTemplateMessage');
	const times = requests.filter(({ effect }) => effect).map(({ at }) => Date.parse(at));
	return (Math.max(...times) - Math.min(...times)) / 1_000;
}

/** Prints a figure that a test has measured. */
export function tell(what: string, figures: unknown): void {
	process.stdout.write(`  ${what}: ${JSON.stringify(figures)}\n`);
}
