import { Edge, type Mark } from '../../../../nodes/ScrubsWhatsApp/trigger/Edge';

const SECOND = 1_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 5, 10, 9);

const mark = (index: number, at = START + index * SECOND): Mark => ({
	at,
	digest: `digest${index}`,
});
const marks = (count: number, gap: number) =>
	Array.from({ length: count }, (_, index) => mark(index, START + index * gap));

test('takes nothing from before the floor, and everything above it', () => {
	const edge = new Edge(START);
	expect(edge.isNew(mark(0, START - 1))).toBe(false);
	expect(edge.isNew(mark(0))).toBe(true);
	expect(edge.isNew(mark(1))).toBe(true);
});

test('takes nothing twice, also after it was stored', () => {
	const edge = new Edge(START);
	edge.advance([mark(1)], START + SECOND, HOUR);
	const { floor, seen } = JSON.parse(JSON.stringify(edge.toJson())) as ReturnType<Edge['toJson']>;
	const stored = new Edge(floor, seen);
	expect([edge, stored].map((one) => one.isNew(mark(1)))).toEqual([false, false]);
	expect([edge, stored].map((one) => one.isNew(mark(2)))).toEqual([true, true]);
});

test('waits for late ones as long as it is told, and then forgets what came before', () => {
	const edge = new Edge(START);
	edge.advance([mark(1)], START + 2 * HOUR, HOUR);
	expect(edge.from).toBe(START + HOUR);
	expect(edge.isNew(mark(2, START + HOUR - 1))).toBe(false);
	expect(edge.isNew(mark(2, START + HOUR))).toBe(true);
	expect(edge.toJson().seen).toEqual([]);
});

test('never goes back', () => {
	const edge = new Edge(START);
	edge.advance([], START - HOUR, HOUR);
	edge.advance([], -Infinity, HOUR);
	expect(edge.from).toBe(START);
});

test('remembers no more than it has room for, the newest', () => {
	const edge = new Edge(START);
	const all = marks(1_000, SECOND);
	edge.advance(all, all.at(-1)!.at, HOUR);
	expect(edge.toJson().seen).toHaveLength(200);
	expect(JSON.stringify(edge.toJson()).length).toBeLessThan(4_000);
	expect(all.filter((one) => edge.isNew(one))).toEqual([]);
	expect(edge.isNew(mark(5_000, all.at(-1)!.at))).toBe(true);
});

test('remembers all of the latest seconds, however many came in them', () => {
	const edge = new Edge(START);
	const all = marks(1_000, 1);
	edge.advance(all, all.at(-1)!.at, HOUR);
	expect(all.filter((one) => edge.isNew(one))).toEqual([]);
	expect(edge.isNew(mark(5_000, START))).toBe(true);
});

describe('while a conversation is still to be read', () => {
	test('what was handed over since it is owed is remembered below the floor, too', () => {
		const edge = new Edge(START);
		edge.advance([mark(1), mark(5)], START + 2 * HOUR, HOUR, START + 3 * SECOND);
		expect(edge.from).toBe(START + HOUR);
		expect(edge.isNew(mark(5), START)).toBe(false);
		expect(edge.isNew(mark(1), START)).toBe(true);
		expect(edge.count).toBe(1);
	});

	test('no more is remembered than there is room for', () => {
		const edge = new Edge(START);
		const all = marks(3_000, SECOND);
		edge.advance(all, all.at(-1)!.at, SECOND, START);
		expect(edge.count).toBe(2_000);
		expect(edge.isNew(all[999]!, START)).toBe(true);
		expect(edge.isNew(all[1_000]!, START)).toBe(false);
	});
});

test('counts all up to a time as handed over, and never goes back', () => {
	const edge = new Edge(START);
	edge.add([mark(1), mark(5)]);
	edge.raiseTo(START + 3 * SECOND);
	expect(edge.from).toBe(START + 3 * SECOND);
	expect(edge.toJson().seen).toHaveLength(1);
	edge.raiseTo(START);
	expect(edge.from).toBe(START + 3 * SECOND);
	edge.add([mark(4)]);
	edge.raiseTo(START + 9 * SECOND, START + 5 * SECOND);
	expect(edge.isNew(mark(5), START)).toBe(false);
	expect(edge.isNew(mark(4), START)).toBe(true);
});

test('remembers exactly as many as it has room for without raising the floor', () => {
	const edge = new Edge(START);
	const all = marks(210, SECOND).slice(10);
	edge.advance(all, START + 209 * SECOND, HOUR);
	expect(edge.from).toBe(START);
	edge.advance([mark(210)], START + 210 * SECOND, HOUR);
	expect(edge.from).toBe(START + 11 * SECOND);
	expect(edge.count).toBe(200);
});
