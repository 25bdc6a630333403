import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CLINIC, StandInControl } from '../../sandbox/api';
import { urlsOfThisWorker } from './standIns';

/** The demo clinic's credential with its API key, for a server at this address; parts of it replaced. */
export const credentialFor = (
	baseUrl: string,
	overrides: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject => ({
	providerId: CLINIC.providerId,
	baseUrl,
	authentication: 'apiKey',
	apiKey: CLINIC.apiKey,
	...overrides,
});

/** What makes it one with the clinic's HCI code. */
export const BY_HCI_CODE = { authentication: 'hciCode', apiKey: '', hciCode: CLINIC.hciCode };

/** A stand-in that is put back to the start before each test, and the clinic's credentials for it. */
export function useStandIn(index = 0) {
	const url = urlsOfThisWorker()[index]!;
	const control = new StandInControl(url);
	beforeEach(async () => await control.reset());
	return {
		url,
		control,
		apiKey: (overrides?: ICredentialDataDecryptedObject) => credentialFor(url, overrides),
		hciCode: (overrides?: ICredentialDataDecryptedObject) =>
			credentialFor(url, { ...BY_HCI_CODE, ...overrides }),
	};
}

/** A second stand-in, for what must not arrive at the first one. */
export const useStandInElsewhere = () => useStandIn(1);
