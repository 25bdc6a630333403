import type { DynamicField, Template } from '../../../nodes/ScrubsWhatsApp/api/schema';

/** Field names and examples of one component, in order. */
type Fields = Record<string, string | null>;

function fields(component: string, parameterType: string, examples: Fields): DynamicField[] {
	return Object.entries(examples).map(([field, example]) => ({
		component,
		field,
		format: /^\d+$|_\d+$/.test(field) ? 'positional' : 'named',
		parameter_type: parameterType,
		example,
	}));
}

const body = (examples: Fields) => fields('body', 'text', examples);

function template(
	template_name: string,
	dynamic_fields: DynamicField[] = [],
	{ language = 'en_US', status = 'APPROVED', category = 'UTILITY' } = {},
): Template {
	return { template_name, language, status, category, dynamic_fields };
}

/**
 * The templates of the demo clinic's main number. Each stands for a case that a form for templates has to get right.
 */
export function mainTemplates(): Template[] {
	return [
		// The vendor's own example: seven numbered fields.
		template(
			'appointment_reminder_en',
			body({
				'1': 'Example Patient',
				'2': 'Wednesday, 10-Jun-2026',
				'3': '09:30 AM',
				'4': 'Example Clinic',
				'5': '12025550101',
				'6': 'General consultation',
				'7': 'Please arrive 10 minutes early.',
			}),
		),
		// One name in two languages.
		template('appointment_confirmation', body({ '1': 'Example Patient', '2': '10 June' })),
		template('appointment_confirmation', body({ '1': 'Paciente Ejemplo', '2': '10 de junio' }), {
			language: 'es',
		}),
		// Named fields.
		template(
			'recall_notice',
			body({
				patient_name: 'Example Patient',
				due_date: '1 July 2026',
				clinic_name: 'Bright Smile Dental',
			}),
			{ category: 'MARKETING' },
		),
		// Fields in three components, each with a name of its own.
		template('lab_results_ready', [
			...fields('header', 'text', { header_1: 'Blood test' }),
			...body({ '1': 'Example Patient', '2': 'Dr. Example' }),
			...fields('button', 'text', { button_1: 'results/123' }),
		]),
		// Files in the header, given by address.
		template('xray_ready', [
			...fields('header', 'image', { header_1: 'https://example.com/xray.png' }),
			...body({ '1': 'Example Patient' }),
		]),
		template('invoice_ready', [
			...fields('header', 'document', { header_1: 'https://example.com/invoice.pdf' }),
			...body({ '1': 'Example Patient', '2': null }),
		]),
		// Nothing to fill in.
		template('clinic_closed_today'),
		// One field name in two components: the API takes a single value for both.
		template('clash_example', [
			...fields('header', 'text', { '1': 'Reminder' }),
			...body({ '1': 'Example Patient' }),
		]),
		// Not approved, so not sendable.
		template('birthday_greeting', body({ '1': 'Example Patient' }), {
			status: 'PENDING',
			category: 'MARKETING',
		}),
		template('summer_discount', body({ '1': 'Example Patient' }), {
			status: 'REJECTED',
			category: 'MARKETING',
		}),
		template('feedback_request', body({ '1': 'Example Patient' }), { status: 'PAUSED' }),
	];
}

/** The templates of the demo clinic's second number. */
export function secondTemplates(): Template[] {
	return [
		template('kids_checkup', body({ '1': 'Example Child', '2': '10 June' })),
		template('kids_closed_today'),
	];
}

/** The templates of the other clinic. */
export function otherTemplates(): Template[] {
	return [template('other_clinic_reminder', body({ '1': 'Example Patient' }))];
}
