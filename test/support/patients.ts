import type { IDataObject, INode } from 'n8n-workflow';

import type { TemplateMessageRequest } from '../../nodes/ScrubsWhatsApp/api/schema';
import type { RecordedRequest, StandInControl } from '../../sandbox/api';

/** An item that becomes one message. */
export interface Patient extends IDataObject {
	phone: string;
	name: string;
}

/** Patients with numbers of their own, to whom the demo clinic has not written; `from` makes them others. */
export const patients = (count: number, from = 0): Patient[] =>
	Array.from({ length: count }, (_, index) => ({
		phone: `65${81_000_000 + from + index}`,
		name: `Patient ${index}`,
	}));

export const phonesOf = (items: Patient[]): string[] => items.map(({ phone }) => phone);

/** n8n's Retry On Fail. */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

export const bodyOf = ({ body }: RecordedRequest) => body as TemplateMessageRequest;

export const recipientOf = (request: RecordedRequest): string =>
	bodyOf(request).recipient_phone_number;

/** The sends that took effect, in the order in which they arrived. */
export const delivered = async (control: StandInControl): Promise<RecordedRequest[]> =>
	(await control.requests('sendTemplateMessage')).filter(({ effect }) => effect);

/** Who got a message, as often as they got it, sorted: to different patients they go out at the same time. */
export const reached = async (control: StandInControl): Promise<string[]> =>
	(await delivered(control)).map(recipientOf).sort();

/** Lets Scrubs refuse messages, after it has taken `skip`. */
export const refuse = async (control: StandInControl, skip = 0, times = 1): Promise<void> => {
	const operationIds = ['sendTemplateMessage'];
	await control.fault({ kind: 'status', status: 404, operationIds, skip, times });
};
