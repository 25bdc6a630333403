import { ScrubsWhatsAppApi } from '../../credentials/ScrubsWhatsAppApi.credentials';
import { ScrubsWhatsApp } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { ScrubsWhatsAppTrigger } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsAppTrigger.node';
import * as editor from '../engine/editor';
import { ACTION, TRIGGER, typeOf, type LoadedPackage } from '../engine/LoadedPackage';
import * as run from '../engine/run';

/** n8n's engine with the package's sources in it. */

export type { NodeRun } from '../engine/run';
export { plainNode, scrubsNode, to, type WorkflowParts } from '../engine/workflow';

export const SCRUBS_TYPE = typeOf(ACTION);

export const SOURCES: LoadedPackage = {
	nodes: { [ACTION]: new ScrubsWhatsApp(), [TRIGGER]: new ScrubsWhatsAppTrigger() },
	credential: new ScrubsWhatsAppApi(),
};

const withSources =
	<A extends unknown[], R>(use: (loaded: LoadedPackage, ...rest: A) => R) =>
	(...rest: A): R =>
		use(SOURCES, ...rest);

export const executeWorkflow = withSources(run.executeWorkflow);
export const runNode = withSources(run.runNode);
export const editorContext = withSources(editor.editorContext);
export const testCredential = withSources(editor.testCredential);
