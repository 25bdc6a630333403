/** By the mutant's ID the test files that may notice it, those first that are likely to and quick. */
export type Plan = Record<string, string[]>;

export function writePlan(plan: Plan): void;
export function readPlan(): Plan;
