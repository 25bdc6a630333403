import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** Gives the credential type the data of a test, in place of n8n's database. */
class Credentials extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: ICredentialDataDecryptedObject,
		private readonly timeoutMs?: number,
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
		options: unknown,
	): Promise<IHttpRequestOptions> => {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('The credential must authenticate.');
		const authenticated = await authenticate.call(this.type, data, options as IHttpRequestOptions);
		return { ...authenticated, ...(this.timeoutMs && { timeout: this.timeoutMs }) };
	};
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
	getCredentials = async (): Promise<never> =>
		await Promise.reject(new Error('Credentials are not stored here.'));
}

/** What a test says about the surroundings of a workflow. */
export interface Surroundings {
	credentials: ICredentialDataDecryptedObject;
	/** How long a request may take, in milliseconds, instead of the node's own 30 seconds. */
	timeoutMs?: number;
	/** The parameters of the node that is open in the editor. */
	currentNodeParameters?: INodeParameters;
	/** The execution's ID; one of its own otherwise. */
	executionId?: string;
}

let executions = 0;

/** What n8n hands to its engine beside the workflow. */
export function additionalDataFor(
	type: ICredentialType,
	{
		credentials,
		timeoutMs,
		currentNodeParameters,
		executionId = String(++executions),
	}: Surroundings,
): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: new Credentials(type, credentials, timeoutMs),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		currentNodeExecutionIndex: 0,
		executionId,
		currentNodeParameters,
	};
	const hooks = new ExecutionLifecycleHooks('manual', executionId, {
		id: 'w1',
		name: 'Test',
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
