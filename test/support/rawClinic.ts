import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
} from 'n8n-workflow';

import { SENDERS } from '../../sandbox/api';
import { runNode } from './engine';
import { json, useRawServer, type RawAnswer } from './rawServer';
import { sendParameters, withForm } from './parameters';

const ROOT = '/api/v1/whatsapp';
const SENDER = `${ROOT}/numbers/${SENDERS.main}`;

/** The routes of the API, by their operations. */
export const ROUTE = {
	createOnboardingLink: `POST ${ROOT}/onboarding-links`,
	claimPhoneNumber: `POST ${ROOT}/numbers/claim`,
	listPhoneNumbers: `GET ${ROOT}/numbers`,
	listTemplates: `GET ${SENDER}/templates`,
	sendTemplateMessage: `POST ${SENDER}/messages/template`,
	listConversations: `GET ${SENDER}/conversations`,
	listMessages: /^GET .*\/conversations\/[^/]+\/messages$/,
} as const;

/** An approved template with these fields in its body. */
export const template = (...fields: string[]): IDataObject => ({
	template_name: 'appointment_confirmation',
	language: 'en_US',
	status: 'APPROVED',
	category: 'UTILITY',
	dynamic_fields: fields.map((field) => ({
		component: 'body',
		field,
		format: 'positional',
		parameter_type: 'text',
		example: 'x',
	})),
});

/** The number that messages are sent from. */
const NUMBER: IDataObject = { phone_number: SENDERS.main, status: 'CONNECTED' };

export const lastPage = { next: null, previous: null };

export const PATIENT = { phone: '+65 8100 0000', name: 'Annabel Alvarez' };
export const PATIENT_DIGITS = '6581000000';

/** A clinic whose API answers byte for byte what a test says; where it says nothing, as Scrubs would. */
export function useRawClinic() {
	const server = useRawServer();
	const credentials = (): ICredentialDataDecryptedObject => ({
		authentication: 'apiKey',
		apiKey: 'demo-key-1234567890',
		providerId: 'SAMPLE_EHR_1',
		baseUrl: server.url,
	});
	beforeEach(() => {
		server.answer(ROUTE.listPhoneNumbers, json(200, { data: [NUMBER] }));
		server.answer(ROUTE.listTemplates, json(200, { data: [template('1', '2')] }));
		server.answer(ROUTE.listConversations, json(200, { data: [], paging: lastPage }));
	});
	return {
		server,
		credentials,
		answer: (operation: keyof typeof ROUTE, answer: RawAnswer) =>
			server.answer(ROUTE[operation], answer),
		/** Sends one message an item. */
		send: async (
			items: IDataObject[] = [PATIENT],
			{
				options = {},
				fields = { '1': '={{ $json.name }}', '2': '10 June' },
				settings,
				parameters = {},
			}: {
				options?: INodeParameters;
				fields?: IDataObject;
				settings?: Partial<INode>;
				parameters?: INodeParameters;
			} = {},
		) =>
			await runNode({
				items,
				settings,
				parameters: sendParameters({
					...withForm('appointment_confirmation:en_US', fields),
					recipientPhoneNumber: '={{ $json.phone }}',
					options,
					...parameters,
				}),
				credentials: credentials(),
			}),
		/** How many messages were asked for. */
		sends: () => server.requests.filter(({ method }) => method === 'POST').length,
	};
}
