import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { outputOf, type Execution } from '../../../sandbox/n8n/execution';
import { credentialType, nodeType } from '../../../sandbox/n8n/N8n';
import type { WorkflowJson } from '../../../sandbox/n8n/workflow';
import { sendToEachItem } from '../../support/parameters';
import { node, to } from '../../e2e/support/sandbox';

const NODE = 'Scrubs';

/** Some of the patients, who are numbered from 0 on. */
export interface List {
	from: number;
	count: number;
}

/** What an execution says of one recipient's message; `alreadySent` by an earlier one, with the option "Send Only Once Per". */
export type Report = 'sent' | 'alreadySent' | 'notSent' | 'notKnown';

/** The recipients' numbers as Scrubs has them. */
export const digitsOf = ({ from, count }: List): string[] =>
	Array.from({ length: count }, (_, index) => digits(from + index));

const digits = (patient: number): string => `1302${String(patient).padStart(7, '0')}`;

/** A workflow that sends a reminder to each patient of the list in its webhook's query; items that cannot be sent leave by the other output. */
export function listWorkflow(path: string, options: INodeParameters = {}): WorkflowJson {
	const jsonOutput = `={{ { items: Array.from({ length: Number($json.query.count) }, (value, index) => ({
		name: 'Patient ' + (Number($json.query.from) + index),
		phone: '+1302' + String(Number($json.query.from) + index).padStart(7, '0'),
		appointmentId: 'appointment-' + (Number($json.query.from) + index),
	})) } }}`;
	return {
		name: path,
		nodes: [
			{ ...node('Webhook', 'n8n-nodes-base.webhook', 2, { path }), webhookId: path },
			node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput }),
			node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items' }),
			{
				...node(NODE, nodeType, 1, sendToEachItem(options)),
				credentials: { [credentialType]: { id: null, name: '' } },
				onError: 'continueErrorOutput',
			},
		],
		connections: {
			Webhook: { main: [to('List')] },
			List: { main: [to('Items')] },
			Items: { main: [to(NODE)] },
		},
		settings: { executionOrder: 'v1' },
	};
}

/** What an execution says of each recipient; of none if it died before the node was done. */
export function reportsOf(execution: Execution): Map<string, Report> {
	// Of an execution that was ended in the middle n8n makes up a row without a phone.
	const recipients = outputOf(execution, 'Items').map(({ json: { phone = '' } }) =>
		(phone as string).slice(1),
	);
	const reports = [0, 1].flatMap((output) =>
		outputOf(execution, NODE, output).map(({ json, pairedItem }) => {
			const { item } = pairedItem as { item: number };
			return [recipients[item]!, reportOf(json, output)] as const;
		}),
	);
	return new Map(reports);
}

function reportOf({ status, error, message }: IDataObject, output: number): Report {
	if (output === 0) return status === 'alreadySent' ? 'alreadySent' : 'sent';
	return /not known/.test(`${error as string} ${message as string}`) ? 'notKnown' : 'notSent';
}
