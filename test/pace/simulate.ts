import { MAX_IN_FLIGHT, Pace } from '../../nodes/ScrubsWhatsApp/transport/Pace';
import { Pacer } from '../../nodes/ScrubsWhatsApp/transport/Pacer';
import { seededRandom } from '../support/random';
import { LIMITERS, type ServerKind } from './servers';
import { VirtualClock } from './VirtualClock';

export interface Setting {
	server: ServerKind;
	/** What the server takes, in requests a second. */
	perSecond: number;
	/** How many processes send at once, as much as they can. */
	processes: number;
	/** Whether others, who do not slow down, use up half of the limit. */
	strangers: boolean;
	seconds: number;
	seed: number;
}

export interface Outcome {
	/** The share of the limit that was used, by strangers too. */
	used: number;
	/** Jain's index of what the processes got: 1 if all got the same, 1/n if one got everything. */
	fairness: number;
	/** The share of the processes' requests that were answered with 429. */
	refused: number;
	/** What the process that got least got, as a share of the mean. */
	worst: number;
	/** Seconds until a single message that joins in the middle is taken, in a process that sends, and in one of its own. */
	joinsSame: number;
	joinsOther: number;
}

/** Messages that a process has in hand at once. */
const IN_HAND = 128;
const RETRY_AFTER_MS = 1_000;
/** The way there and the way back each take the least time and something more, of which this is the median. */
const LEAST_WAY_MS = 10;
const MORE_WAY_MS = 5;
const SPREAD = 0.7;

/** Lets processes send to a server in virtual time. */
export async function simulate(setting: Setting): Promise<Outcome> {
	const { server, perSecond, processes, strangers, seconds, seed } = setting;
	const random = seededRandom(seed);
	const clock = new VirtualClock();
	const takes = LIMITERS[server](perSecond);
	let takenOfStrangers = 0;
	let requests = 0;
	let refusals = 0;

	/** Log-normal. */
	const way = (): number => {
		const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
		return LEAST_WAY_MS + MORE_WAY_MS * Math.exp(SPREAD * normal);
	};
	const request = async (): Promise<boolean> => {
		requests += 1;
		return await new Promise((resolve) => {
			clock.after(way(), () => {
				const isTaken = takes(clock.now());
				if (!isTaken) refusals += 1;
				clock.after(way(), () => resolve(isTaken));
			});
		});
	};
	/** Sends a message, again after each 429, until it is taken. */
	const send = async (pacer: Pacer): Promise<void> => {
		for (;;) {
			const startedAt = await pacer.turn();
			if (await request()) return pacer.accept(startedAt);
			pacer.throttle(RETRY_AFTER_MS);
		}
	};

	const counts = new Array<number>(processes).fill(0);
	const sendForever = async (pacer: Pacer, process: number): Promise<void> => {
		for (;;) {
			await send(pacer);
			counts[process]! += 1;
		}
	};
	const newRun = (pace: Pace) => new Pacer(MAX_IN_FLIGHT, pace);
	const paces = counts.map((_, process) => {
		const pace = new Pace(clock, random);
		const pacer = newRun(pace);
		// They do not begin at the same moment.
		clock.after(random() * 1_000, () => {
			for (let index = 0; index < IN_HAND; index++) void sendForever(pacer, process);
		});
		return pace;
	});
	if (strangers) {
		const interval = 2_000 / perSecond;
		const arrive = (): void => {
			if (takes(clock.now())) takenOfStrangers += 1;
			clock.after(interval * (0.5 + random()), arrive);
		};
		arrive();
	}
	const middle = (seconds * 1_000) / 2;
	const since = () => (clock.now() - middle) / 1_000;
	let joinsSame = Infinity;
	let joinsOther = Infinity;
	clock.after(middle, () => {
		void send(newRun(paces[0]!)).then(() => (joinsSame = since()));
		void send(newRun(new Pace(clock, random))).then(() => (joinsOther = since()));
	});

	await clock.runUntil(seconds * 1_000);
	const total = counts.reduce((sum, count) => sum + count, 0);
	const squares = counts.reduce((sum, count) => sum + count * count, 0);
	return {
		used: (total + takenOfStrangers) / (perSecond * seconds),
		fairness: (total * total) / (processes * squares),
		refused: refusals / requests,
		worst: Math.min(...counts) / (total / processes),
		joinsSame,
		joinsOther,
	};
}
