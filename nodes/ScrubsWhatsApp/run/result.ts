import type { IDataObject } from 'n8n-workflow';

/** What one item came to: its output rows, or what went wrong. */
export type Result = { rows: IDataObject[] } | { error: unknown };

/**
 * What one item of a send came to.
 * - `sent`: Scrubs accepted the message
 * - `alreadySent`: an earlier execution sent one with the same key, so this one was not sent
 * - `sentInTest`: Scrubs accepted the message to the test recipient
 * - `notSentInTest`: it was ready, and was not sent since a test sends one message only
 * - `checked`: a dry run found it ready, and did not send it
 * - `notReady`: a dry run found that it cannot be sent as it is
 * - `notSent`: Scrubs cannot have accepted it
 * - `notKnown`: it may have gone out, and nothing says so
 * - `heldBack`: it was ready, and was not sent since another item's problem stops the workflow
 */
export type SendResult =
	| {
			state: 'sent' | 'alreadySent' | 'sentInTest' | 'notSentInTest' | 'checked';
			rows: IDataObject[];
	  }
	| { state: 'notReady' | 'notSent' | 'notKnown'; error: unknown }
	| { state: 'heldBack' };
