import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticationHeaders } from '../nodes/ScrubsWhatsApp/transport/credentials';

export class ScrubsWhatsAppApi implements ICredentialType {
	name = 'scrubsWhatsAppApi';

	displayName = 'Scrubs WhatsApp API';

	icon: Icon = {
		light: 'file:../nodes/ScrubsWhatsApp/scrubs-whatsapp.svg',
		dark: 'file:../nodes/ScrubsWhatsApp/scrubs-whatsapp.dark.svg',
	};

	documentationUrl = 'https://github.com/scrubs-community/n8n-nodes-scrubs-whatsapp#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'API Key',
					value: 'apiKey',
					description: 'The key that Scrubs gave to your clinic',
				},
				{
					name: 'HCI Code (Legacy)',
					value: 'hciCode',
					description: 'The older way, for clinics without an API key',
				},
			],
			default: 'apiKey',
			description: 'How your clinic signs in to Scrubs. If you have an API key, use it.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The API key from Scrubs, copied without spaces or line breaks',
			displayOptions: { show: { authentication: ['apiKey'] } },
		},
		{
			displayName: 'HCI Code',
			name: 'hciCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. 00A123',
			description: 'The code of your healthcare institution as Scrubs knows it',
			displayOptions: { show: { authentication: ['hciCode'] } },
		},
		{
			displayName: 'Provider ID',
			name: 'providerId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. SAMPLE_EHR_1',
			description:
				'The ID of your clinic software at Scrubs. Scrubs gives it to you together with the key.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://usescrubs.com',
			description: 'Address of Scrubs. Leave it as it is unless Scrubs told you another one.',
		},
		{
			displayName: 'Add Custom Header',
			name: 'customHeader',
			type: 'boolean',
			default: false,
			description:
				'Whether to send one more header with every request, for example for a proxy of your own',
		},
		{
			displayName: 'Custom Header Name',
			name: 'customHeaderName',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Clinic-Gateway',
			description: 'Name of the header, as whoever runs your network gave it to you',
			displayOptions: { show: { customHeader: [true] } },
		},
		{
			displayName: 'Custom Header Value',
			name: 'customHeaderValue',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Value of the header. n8n keeps it secret.',
			displayOptions: { show: { customHeader: [true] } },
		},
	];

	/** A function rather than a template of headers: a value that no header can carry is refused before it is sent. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...requestOptions,
		headers: { ...requestOptions.headers, ...authenticationHeaders(credentials) },
	});
}
