/**
 * A stand-in for the Scrubs WhatsApp API: same endpoints, same errors, made-up data, and a control route to let things go
 * wrong. What it answers is held to openapi.yaml.
 */
export { startStandIn, type StandIn } from './server';
export { StandInControl } from './control/client';
export type { Fault, FaultKind, RateLimit, RecordedRequest, Stats } from './control/types';
export { OUTAGE_CUSTOMER } from './scrubs/handlers';
export * from './seed';
