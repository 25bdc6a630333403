import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Outcome } from '../answer';
import type { Call } from './call';
import { repaged, withoutCursor } from './repagings';
import { REPLACEMENTS } from './replacements';
import { reshape } from './reshape';
import type { Fault, FaultKind } from './types';

/** Faults that do not know the cursors that they or others have given. */
const FORGETFUL: readonly FaultKind[] = ['ignoreCursor', 'endlessPages'];

/** The faults in waiting, and the step around the handler where they happen. */
export class Faults {
	private waiting: Array<Required<Pick<Fault, 'times' | 'skip'>> & Fault> = [];

	add(fault: Fault): void {
		this.waiting.push({ times: 1, skip: 0, ...fault });
	}

	clear(): void {
		this.waiting = [];
	}

	/** Runs the handler, with the first fault that concerns the request. */
	async around(call: Call): Promise<Outcome> {
		const fault = this.take(call);
		if (!fault) return await call.run(call.request);
		const wait = async () => {
			// A body that drips comes slowly by itself, after headers that come at once.
			if (fault.kind !== 'drip') await delay(fault.delayMs, undefined, { signal: call.signal });
		};
		const replace = REPLACEMENTS[fault.kind];
		if (fault.when !== 'after') await wait();
		if (replace && fault.when !== 'after') return replace(fault);
		const request = FORGETFUL.includes(fault.kind) ? withoutCursor(call.request) : call.request;
		const answer = await call.run(request);
		if (fault.when === 'after') await wait();
		return replace ? replace(fault, answer) : changed(answer, call, fault);
	}

	private take({ operationId = '', request }: Call): Fault | undefined {
		for (const fault of this.waiting) {
			const concerned =
				(fault.operationIds?.includes(operationId) ?? true) &&
				request.path.includes(fault.inPath ?? '');
			if (!concerned) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			if (fault.times === 1) this.waiting.splice(this.waiting.indexOf(fault), 1);
			else if (fault.times > 1) fault.times -= 1;
			return fault;
		}
		return undefined;
	}
}

/** The handler's answer with what the fault changes in it. */
function changed(answer: Answer, call: Call, fault: Fault): Answer {
	if (fault.kind === 'shape') return { ...answer, body: reshape(answer.body, fault.changes ?? []) };
	return repaged(answer, call, fault);
}
