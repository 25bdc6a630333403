declare const phone: unique symbol;
declare const role: unique symbol;

/** A phone number as the API takes it: digits with the country code, nothing else. */
export type PhoneDigits = string & { readonly [phone]: true };

/** The clinic's number that a patient sees, and the patient's own: never one in place of the other. */
export type SenderDigits = PhoneDigits & { readonly [role]: 'sender' };
export type RecipientDigits = PhoneDigits & { readonly [role]: 'recipient' };
