import type { ICredentialType, INodeType } from 'n8n-workflow';

/**
 * What n8n has loaded of the package.
 *
 * This folder runs a package on n8n-core's own engine: real workflows, real contexts, the real HTTP helper. Only what n8n
 * keeps in its database, node types and credentials, is handed in. It runs in jest with the sources, and in processes of
 * older engines with the packed package, so it imports n8n-core and n8n-workflow and nothing else.
 */
export interface LoadedPackage {
	/** Node types by their names within the package. */
	nodes: Record<string, INodeType>;
	credential: ICredentialType;
}

const PACKAGE = 'n8n-nodes-scrubs-whatsapp';

/** What workflows call a node's type. @param name its name within the package */
export const typeOf = (name: string): string => `${PACKAGE}.${name}`;

export const ACTION = 'scrubsWhatsApp';
export const TRIGGER = 'scrubsWhatsAppTrigger';
