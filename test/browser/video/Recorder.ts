import { spawn, type ChildProcess } from 'child_process';
import { once } from 'events';
import { mkdirSync } from 'fs';
import { dirname } from 'path';
import type { CDPSession, Page } from 'playwright-core';

const framesPerSecond = 25;

/** How long a picture stays at the most before the next one, in seconds: nobody wants to watch a machine think. */
const longestPause = 0.6;

const jpeg = { type: 'jpeg', quality: 90 } as const;

/**
 * Films pages: Chromium hands over a picture whenever something changes, and ffmpeg makes a film of them. Playwright's own
 * recording would need an ffmpeg that only Playwright's servers have.
 */
export class Recorder {
	private session?: CDPSession;
	private page?: Page;
	private last?: { picture: Buffer; at: number };

	private constructor(
		private readonly file: string,
		private readonly ffmpeg: ChildProcess,
	) {}

	/** Begins a film. Needs ffmpeg, at FFMPEG_PATH if that is set. @param file where to, e.g. `demo.mp4` */
	static async start(file: string): Promise<Recorder> {
		mkdirSync(dirname(file), { recursive: true });
		const rate = String(framesPerSecond);
		const pictures = ['-framerate', rate, '-f', 'image2pipe', '-c:v', 'mjpeg', '-i', 'pipe:0'];
		const film = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
		const args = ['-loglevel', 'error', '-y', ...pictures, ...film, file];
		const ffmpeg = spawn(process.env.FFMPEG_PATH ?? 'ffmpeg', args, {
			stdio: ['pipe', 'inherit', 'inherit'],
		});
		// A film that breaks off is told by its end.
		ffmpeg.stdin.on('error', () => {});
		await once(ffmpeg, 'spawn');
		return new Recorder(file, ffmpeg);
	}

	/** Films this page from now on, and no other. */
	async follow(page: Page): Promise<void> {
		await this.session?.detach();
		await page.bringToFront();
		const session = await page.context().newCDPSession(page);
		session.on('Page.screencastFrame', ({ data, sessionId }) => {
			this.show(Buffer.from(data, 'base64'));
			// The page may be gone by now.
			session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
		});
		const { type: format, quality } = jpeg;
		await session.send('Page.startScreencast', { format, quality });
		this.session = session;
		this.page = page;
	}

	/** Lets whoever watches read what is there now. */
	async hold(seconds: number): Promise<void> {
		if (!this.page) throw new Error('No page is followed.');
		this.show(await this.page.screenshot(jpeg));
		this.repeat(seconds);
	}

	/** Ends the film. @throws Error when ffmpeg could not make one */
	async stop(): Promise<void> {
		await this.session?.detach();
		const ended = once(this.ffmpeg, 'close') as Promise<[number | null]>;
		this.ffmpeg.stdin!.end();
		const [code] = await ended;
		if (code !== 0) throw new Error(`ffmpeg ended with ${code} and made no ${this.file}.`);
	}

	/** Shows a picture, after the one before for as long as that was to be seen. */
	private show(picture: Buffer): void {
		const at = Date.now();
		if (this.last) this.repeat(Math.min((at - this.last.at) / 1_000, longestPause));
		this.last = { picture, at };
	}

	/** Leaves the last picture for so many seconds. */
	private repeat(seconds: number): void {
		const { picture } = this.last!;
		const frames = Math.max(1, Math.round(seconds * framesPerSecond));
		for (let frame = 0; frame < frames; frame++) this.ffmpeg.stdin!.write(picture);
		this.last = { picture, at: Date.now() };
	}
}
