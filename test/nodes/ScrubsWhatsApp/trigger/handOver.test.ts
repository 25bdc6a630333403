import { readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import { Edge } from '../../../../nodes/ScrubsWhatsApp/trigger/Edge';
import { handOverAll, MAX_HANDED_OVER } from '../../../../nodes/ScrubsWhatsApp/trigger/handOver';
import type { FoundMessage } from '../../../../nodes/ScrubsWhatsApp/trigger/Memory';
import { Owed } from '../../../../nodes/ScrubsWhatsApp/trigger/Owed';

const NOW = Date.UTC(2026, 5, 10, 9);
const HOUR = 3_600_000;

const found = (count: number): FoundMessage[] =>
	Array.from({ length: count }, (_, index) => ({
		at: NOW - (count - index) * 1_000,
		digest: `digest ${index}`,
		place: 'place',
		message: readRows('Message', [{ message_id: `m${index}` }])[0]!,
		conversation: readRows('Conversation', [{ conversation_id: 'c' }])[0],
	})) as FoundMessage[];

const handOver = (count: number) =>
	handOverAll(new Edge(NOW - HOUR), {
		found: found(count),
		newest: NOW,
		now: NOW,
		lateMs: HOUR,
		owed: new Owed(),
	});

test.each([
	[1, 1, true],
	[MAX_HANDED_OVER, MAX_HANDED_OVER, true],
	[MAX_HANDED_OVER + 1, MAX_HANDED_OVER, false],
])(
	'of %i messages %i are handed over at once, the oldest; that is all: %p',
	(count, handed, isAll) => {
		const { messages, isComplete } = handOver(count);
		expect(messages).toHaveLength(handed);
		expect(messages[0]?.digest).toBe('digest 0');
		expect(isComplete).toBe(isAll);
	},
);
