import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { StandInControl } from '../../../sandbox/api';
import { credentialFor } from '../../support/clinic';
import type { Engine } from '../Engine';
import type { EngineVersion } from '../engines';

/** What a check works with: one engine, and a stand-in that has been put back to the start. */
export interface Bench {
	version: EngineVersion;
	engine: Engine;
	control: StandInControl;
	/** Where the stand-in listens. */
	url: string;
}

/** Something that the package does on every engine; it throws where it does not. */
export interface Check {
	name: string;
	run(bench: Bench): Promise<void>;
}

/** The clinic's credential, parts of it replaced. */
export const credential = (
	{ url }: Bench,
	overrides?: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject => credentialFor(url, overrides);
