import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { CLINIC, SENDERS, StandInControl, startStandIn, type StandIn } from '../../sandbox/api';

/** Runs a stand-in for the tests of a file, put back to the start before each, and gives the clinic's credentials for it. */
export function useStandIn() {
	let standIn: StandIn;
	let control: StandInControl;
	beforeAll(async () => {
		standIn = await startStandIn();
		control = new StandInControl(standIn.url);
	});
	beforeEach(async () => await control.reset());
	afterAll(async () => await standIn.stop());

	const credential = (overrides: ICredentialDataDecryptedObject) => ({
		providerId: CLINIC.providerId,
		baseUrl: standIn.url,
		...overrides,
	});
	return {
		get url() {
			return standIn.url;
		},
		get control() {
			return control;
		},
		apiKey: (overrides: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject =>
			credential({ authentication: 'apiKey', apiKey: CLINIC.apiKey, ...overrides }),
		hciCode: (overrides: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject =>
			credential({ authentication: 'hciCode', hciCode: CLINIC.hciCode, ...overrides }),
	};
}

/** A resource locator as workflows store it. */
export const locator = (mode: string, value: string): INodeParameters => ({
	__rl: true,
	mode,
	value,
});

/** A choice from a locator's list. */
export const list = (value: string): INodeParameters => locator('list', value);

/** Complete parameters for a reminder from the clinic's main number, some of them replaced. */
export const sendParameters = (overrides: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: list(SENDERS.main),
	recipientPhoneNumber: '+1 301 555 0100',
	template: list('appointment_reminder_en:en_US'),
	specifyFields: 'mapper',
	templateFields: {
		mappingMode: 'defineBelow',
		value: {
			1: 'Alex Example',
			2: 'Wednesday, 10 June',
			3: '09:30 AM',
			4: 'Bright Smile Dental',
			5: '+1 202 555 0101',
			6: 'General consultation',
			7: 'Please arrive 10 minutes early.',
		},
		schema: [],
	},
	...overrides,
});
