import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';

import type { TemplateMessageRequest } from '../../nodes/ScrubsWhatsApp/api/schema';
import type { Fault, RecordedRequest } from '../../sandbox/api';
import { sendParameters, useStandIn } from './clinic';
import { runNode } from './engine';
import { withForm } from './sending';

/** An item that becomes one message. */
export interface Patient extends IDataObject {
	phone: string;
	name: string;
}

/** Patients with numbers of their own. */
export const patients = (count: number): Patient[] =>
	Array.from({ length: count }, (_, index) => ({
		phone: `65${81_000_000 + index}`,
		name: `Patient ${index}`,
	}));

export const bodyOf = ({ body }: RecordedRequest) => body as TemplateMessageRequest;

export const recipientOf = (request: RecordedRequest): string =>
	bodyOf(request).recipient_phone_number;

/** Sends one message an item, and lets the stand-in's record say what came of it. */
export function useSendingRuns() {
	const standIn = useStandIn();
	const attempts = async () => await standIn.control.requests('sendTemplateMessage');
	return {
		standIn,
		run: async (
			items: IDataObject[],
			{
				options = {},
				parameters = {},
				settings,
				...others
			}: {
				options?: INodeParameters;
				parameters?: INodeParameters;
				settings?: Partial<INode>;
				onError?: OnError;
				runs?: number;
				wrong?: Record<string, string>;
			} = {},
		) =>
			await runNode({
				items,
				parameters: sendParameters({
					...withForm('appointment_confirmation:en_US', {
						'1': '={{ $json.name }}',
						'2': '10 June',
					}),
					recipientPhoneNumber: '={{ $json.phone }}',
					options,
					...parameters,
				}),
				credentials: standIn.apiKey(others.wrong),
				settings,
				...others,
			}),
		/** Lets something go wrong with sends. */
		failSend: async (fault: Fault) =>
			await standIn.control.fault({ operationIds: ['sendTemplateMessage'], ...fault }),
		/** Lets the API answer reads of conversations with 404, so that no lost answer can be looked up. */
		hideConversations: async () =>
			await standIn.control.fault({
				kind: 'status',
				status: 404,
				operationIds: ['listConversations'],
				times: 0,
			}),
		attempts,
		/** The messages that went out, in their order. */
		delivered: async () => (await attempts()).filter(({ effect }) => effect),
		/** To whom messages went out, in their order. */
		recipients: async () => (await attempts()).filter(({ effect }) => effect).map(recipientOf),
	};
}

/** n8n's Retry On Fail. */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
