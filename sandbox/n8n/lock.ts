import { readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';
import type { Log } from './progress';

const pollMs = 1_000;

/** Does `work` while no other process does work under the same lock file. */
export async function withLock<T>(file: string, log: Log, work: () => Promise<T>): Promise<T> {
	let told = false;
	while (!take(file)) {
		const owner = ownerOf(file);
		if (owner !== undefined && !isAlive(owner)) {
			clear(file, owner);
			continue;
		}
		if (!told) log(`Waiting for process ${owner ?? ''}, which does the same.`);
		told = true;
		await sleep(pollMs);
	}
	const release = (): void => rmSync(file, { force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		release();
	}
}

function take(file: string): boolean {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function ownerOf(file: string): number | undefined {
	try {
		return Number(readFileSync(file, 'utf8')) || undefined;
	} catch {
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Removes a dead process's lock; moved first, so that of two that clear it only one succeeds. */
function clear(file: string, owner: number): void {
	const aside = `${file}.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch {
		return;
	}
	// Somebody else cleared it and took the lock in between: give it back.
	if (ownerOf(aside) === owner) rmSync(aside);
	else renameSync(aside, file);
}
