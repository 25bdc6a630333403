/**
 * The descriptions of errorTable.ts are written for a step that somebody runs. Where they are read elsewhere, they say
 * what can be done there.
 */

const RUN_AGAIN = /(?:,| and)?(?: then)? run this step again(?:, with fewer items at a time)?\./;

/** A description for the credential while it is open in the editor, whose test has the button "Retry". */
export const inCredential = (description: string): string =>
	description
		.replace(/Open the Scrubs WhatsApp credential and (\w)/, (_, letter: string) =>
			letter.toUpperCase(),
		)
		.replace('It must belong to the provider ID given there.', 'It must belong to the provider ID.')
		.replace('the fields of this step', 'the fields below')
		.replace(' in the credential', '')
		.replace(RUN_AGAIN, ', then choose "Retry".');

/** A description for a trigger that polls by itself. */
export const inTrigger = (description: string): string =>
	description
		.replace(/^Run this step again, or .*$/, 'Run this step again.')
		.replace(/^Run this step again\./, 'n8n looks again by itself at the next poll.')
		.replace(RUN_AGAIN, '. Nothing is lost: n8n looks again by itself at the next poll.');
