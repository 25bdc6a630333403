const setting = (name: string, otherwise: number): number =>
	process.env[name] ? Number(process.env[name]) : otherwise;

/**
 * How a property is run: so many times, or FC_RUNS times where that is set; from the seed in FC_SEED where that is set, else
 * always from the same one. fast-check tells the seed where a property does not hold.
 */
export const runs = (count: number) => ({
	numRuns: setting('FC_RUNS', count),
	seed: setting('FC_SEED', 20_260_601),
});
