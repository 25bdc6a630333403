import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** Gives the loaded credential type the data of a test, in place of n8n's database. */
class Credentials extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: ICredentialDataDecryptedObject,
	) {
		super();
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	getCredentialsProperties = () => this.type.properties;
	getDecrypted = async () => this.data;
	authenticate = async (
		data: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('The credential must authenticate.');
		return await authenticate(data, options);
	};
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
	getCredentials = async (): Promise<never> =>
		await Promise.reject(new Error('Credentials are not stored here.'));
}

/** What n8n hands to its engine beside the workflow. */
export function additionalDataFor(
	type: ICredentialType,
	credentials: ICredentialDataDecryptedObject,
	currentNodeParameters?: INodeParameters,
): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new Credentials(type, credentials),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		currentNodeExecutionIndex: 0,
		executionId: '1',
		currentNodeParameters,
	};
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'w1',
		name: 'Versions',
		active: false,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
		nodes: [],
		connections: {},
	});
	return { ...data, hooks } as IWorkflowExecuteAdditionalData;
}
