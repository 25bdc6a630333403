/**
 * A stand-in for the Scrubs WhatsApp API: same endpoints, same errors, made-up data, a control route to let things go
 * wrong and patients write, and a page that shows the patients' side. What it answers is held to openapi.yaml.
 */
export { startStandIn, type StandIn } from './server';
export { StandInControl } from './control/client';
export type {
	Change,
	Fault,
	FaultKind,
	Filling,
	NewNumber,
	RateLimit,
	Received,
	ReceivedAt,
	ReceivedNews,
	RecordedRequest,
	Settings,
	Stats,
} from './control/types';
export { OUTAGE_CUSTOMER } from './scrubs/handlers';
export * from './seed';
