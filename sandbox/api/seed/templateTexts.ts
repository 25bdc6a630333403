import type { SentTemplate } from '../scrubs/rows';

/** What a template looks like on a phone. */
export interface TemplateText {
	/** A line above the text, or what stands for a file there. */
	header?: string;
	body: string;
	/** The label of a button below the text. */
	button?: string;
}

/**
 * The texts of the sample templates, by name and language; `{{field}}` stands for the value of a field. They are for the
 * patients' phones alone: Scrubs documents none, so the API gives none.
 */
const TEXTS: Partial<Record<string, TemplateText>> = {
	'appointment_reminder_en:en_US': {
		body: `Hello {{1}},

this is a reminder of your appointment on {{2}} at {{3}} with {{4}}: {{6}}.
{{7}}

Answer 1 to confirm. To change it, call {{5}}.`,
	},
	'appointment_confirmation:en_US': {
		body: 'Thank you, {{1}}. Your appointment on {{2}} is confirmed. We look forward to seeing you.',
	},
	'appointment_confirmation:es': {
		body: 'Gracias, {{1}}. Su cita del {{2}} está confirmada. Le esperamos.',
	},
	'recall_notice:en_US': {
		body: `Dear {{patient_name}},

your next check-up is due on {{due_date}}. Answer this message or call us, and we will find a time that suits you.

{{clinic_name}}`,
	},
	'lab_results_ready:en_US': {
		header: '{{header_1}}',
		body: 'Hello {{1}}, your results are ready. {{2}} has looked at them and left you a note.',
		button: 'See the results: portal.example/{{button_1}}',
	},
	'xray_ready:en_US': {
		header: 'Image: {{header_1}}',
		body: 'Hello {{1}}, here is the X-ray of your last visit.',
	},
	'invoice_ready:en_US': {
		header: 'Document: {{header_1}}',
		body: 'Hello {{1}}, here is your invoice for {{2}}. Thank you for your visit.',
	},
	'clinic_closed_today:en_US': {
		body: 'Our clinic has to stay closed today. We are sorry, and will call you to find a new time.',
	},
	'clash_example:en_US': {
		header: '{{1}}',
		body: 'Hello {{1}}, please call us about your next visit.',
	},
	'birthday_greeting:en_US': { body: 'Happy birthday, {{1}}! All the best from all of us.' },
	'summer_discount:en_US': { body: 'Hello {{1}}, this summer tooth whitening costs 20 % less.' },
	'feedback_request:en_US': { body: 'Hello {{1}}, how was your visit? We would like to know.' },
	'kids_checkup:en_US': {
		body: 'It is time for {{1}} to see us again: how about {{2}}? Answer this message, and we will find an hour.',
	},
	'kids_closed_today:en_US': {
		body: 'We have to stay closed today. We are sorry, and will call you to find a new time.',
	},
};

/** What a sent template says, with its values in it; undefined for one whose text nobody knows. */
export function textOf({ name, language, fields }: SentTemplate): TemplateText | undefined {
	const text = TEXTS[`${name}:${language}`];
	const values = new Map(fields.map(({ field, value }) => [field, value]));
	const filled = (part: string) =>
		part.replace(/\{\{(\w+)\}\}/g, (place, field: string) => values.get(field) ?? place);
	return (
		text && {
			body: filled(text.body),
			...(text.header && { header: filled(text.header) }),
			...(text.button && { button: filled(text.button) }),
		}
	);
}
