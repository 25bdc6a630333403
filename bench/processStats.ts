import { readFileSync, writeFileSync } from 'fs';

/** Clock ticks a second: the same on every Linux. */
const TICKS = 100;

/** What a process has used up; null where the system does not tell. */
export class ProcessStats {
	private readonly startedWith: number | null;

	/** Starts measuring. @param pid the process */
	constructor(private readonly pid: number) {
		try {
			// Resets the peak of the memory.
			writeFileSync(`/proc/${pid}/clear_refs`, '5');
		} catch {
			// Not Linux, or not allowed: then the peak is null, or that since the start of the process.
		}
		this.startedWith = this.cpu();
	}

	/** CPU time since the start of the measuring, of all threads, in user and system mode. */
	cpuSeconds(): number | null {
		const now = this.cpu();
		return now === null || this.startedWith === null ? null : now - this.startedWith;
	}

	/** The largest resident memory since the start of the measuring, in MiB. */
	peakMiB(): number | null {
		const kib = /VmHWM:\s+(\d+)/.exec(this.read('status') ?? '')?.[1];
		return kib === undefined ? null : Number(kib) / 1024;
	}

	private cpu(): number | null {
		// The name of the program, in parentheses, may hold blanks.
		const fields = this.read('stat')?.split(') ').at(-1)?.split(' ');
		return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : null;
	}

	private read(file: string): string | null {
		try {
			return readFileSync(`/proc/${this.pid}/${file}`, 'utf8');
		} catch {
			return null;
		}
	}
}
