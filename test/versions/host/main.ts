import * as calls from './calls';

/** Answers the calls of the process that has started this one, one message for each. */

interface Call {
	id: number;
	name: keyof typeof calls;
	argument: never;
}

process.on('message', ({ id, name, argument }: Call) => {
	calls[name](argument).then(
		(value: unknown) => process.send!({ id, value }),
		(error: Error & { description?: string }) =>
			process.send!({ id, error: { message: error.message, description: error.description } }),
	);
});

// The engines keep timers, with which a process does not end by itself.
process.on('disconnect', () => process.exit());
