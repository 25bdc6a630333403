import type { IDataObject, INode } from 'n8n-workflow';
import type { StandInControl } from '../../../sandbox/api/control/client';
import { SENDERS } from '../../../sandbox/api/seed';

export interface Patient extends IDataObject {
	name: string;
	phone: string;
}

/** Patients whom the demo clinic has not written to before; none has a number below `from`. */
export const patientsOf = (count: number, from = 1_000): Patient[] =>
	Array.from({ length: count }, (_, index) => ({
		name: `Patient ${index}`,
		phone: `+1302555${from + index}`,
	}));

/** Their numbers as Scrubs has them. */
export const digitsOf = (patients: Patient[]): string[] =>
	patients.map(({ phone }) => phone.slice(1));

/** The tested node's parameters: a reminder to the patient of each item. */
export const sendToEach: IDataObject = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: { __rl: true, mode: 'phoneNumber', value: SENDERS.main },
	recipientPhoneNumber: '={{ $json.phone }}',
	template: { __rl: true, mode: 'list', value: 'appointment_confirmation:en_US' },
	specifyFields: 'json',
	templateFieldsJson: '={{ { "1": $json.name, "2": "10 June" } }}',
};

/** The settings of a node that n8n runs again when it ends badly. */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

/** Who got a message, as often as they got it, sorted. */
export async function reached(standIn: StandInControl): Promise<string[]> {
	const requests = await standIn.requests('sendTemplateMessage');
	return requests
		.filter(({ effect }) => effect)
		.map(({ body }) => (body as { recipient_phone_number: string }).recipient_phone_number)
		.sort();
}

/** Lets Scrubs refuse one message, after it has taken `skip`. */
export async function refuseOne(standIn: StandInControl, skip = 0): Promise<void> {
	const operationIds = ['sendTemplateMessage'];
	await standIn.fault({ kind: 'status', status: 404, operationIds, skip });
}
