import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import * as engine from '../engine/PolledWorkflow';
import { SOURCES } from './engine';

/** An active workflow with the trigger, run from the sources. */
export class PolledWorkflow extends engine.PolledWorkflow {
	constructor(parameters: INodeParameters, credentials: ICredentialDataDecryptedObject) {
		super(SOURCES, parameters, credentials);
	}
}
