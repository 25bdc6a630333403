import type { RecordedRequest } from '../api';

interface SendBody {
	recipient_phone_number: string;
	template_name: string;
	language: string;
	fields: Record<string, string>;
}

/** What the requests to send a template have sent to whom, a line each. */
export function describeSent(requests: RecordedRequest[]): string[] {
	return requests
		.filter(({ effect }) => effect)
		.map(({ body }) => {
			const message = body as SendBody;
			const values = Object.values(message.fields).join(' | ');
			return `To +${message.recipient_phone_number}: ${values}`;
		});
}
