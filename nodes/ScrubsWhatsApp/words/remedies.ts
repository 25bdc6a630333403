/**
 * What a user can do about something that did not work, as data. Where it is read decides how it is worded, and whether it
 * can be done there at all: see places.ts.
 */
interface Remedies {
	/** Have the same tried again, perhaps after a wait such as `a few minutes`. */
	tryAgain: { wait?: string; fewerItems?: boolean; why?: string };
	/** See that n8n reaches Scrubs, then have it tried again. */
	checkConnection: object;
	/** Open the credential and do this there, e.g. `check "Provider ID"`. */
	mendCredential: { by: string };
	/** Set the credential's base URL. */
	setBaseUrl: { to: string; ifTrusted?: boolean };
	chooseSender: object;
	chooseConversation: { andSender?: boolean };
	/** Ask for fewer rows of a list; `onePage`: for no more than one page holds. */
	readLess: { onePage?: boolean };
	checkFields: object;
	shortenTexts: object;
	/** `anyway`: at once, since nothing else helps. */
	askSupport: { anyway?: boolean };
}

export type Remedy = { [K in keyof Remedies]: { do: K } & Remedies[K] }[keyof Remedies];

/** Remedies, and facts that are true wherever they are read, in the order in which they are told. */
export type Advice = ReadonlyArray<Remedy | string>;

/** What happened, and what can be done about it. */
export interface Problem {
	message: string;
	advice: Advice;
}
