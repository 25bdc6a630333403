import { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeParameters,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { ACTION, type LoadedPackage } from './LoadedPackage';
import { scrubsNode, workflowOf } from './workflow';

/** The context in which the editor asks an open node for its lists and its form. */
export function editorContext(
	loaded: LoadedPackage,
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
): ILoadOptionsFunctions {
	const scrubs = scrubsNode(parameters);
	const workflow = workflowOf(loaded, { nodes: [scrubs], connections: {} });
	const currentNodeParameters = parameters;
	const additionalData = additionalDataFor(loaded.credential, {
		credentials,
		currentNodeParameters,
	});
	// The workflow's own copy has the defaults of all parameters filled in.
	return new LoadOptionsContext(workflow, workflow.getNode(scrubs.name)!, additionalData, '');
}

/** Tests a credential the way n8n does while it is being edited. */
export async function testCredential(
	{ nodes, credential: type }: LoadedPackage,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { description, methods } = nodes[ACTION]!;
	const { testedBy } = description.credentials!.find(({ name }) => name === type.name)!;
	const test = methods!.credentialTest![testedBy as string]!;
	const context = new CredentialTestContext(additionalDataFor(type, { credentials: data }));
	return await test.call(context, {
		id: 'c1',
		name: 'Scrubs',
		type: type.name,
		data,
	});
}
