/**
 * n8n from a container image, as its documentation runs it: https://docs.n8n.io/deploy/host-n8n/install-options/install-with-docker
 * The container has the network of this machine, so that it and the stand-in reach each other where they listen, and its
 * user folder is one of ours, which holds the package as after an install from the panel.
 */
import { spawnSync } from 'child_process';

/** Where the container finds its user folder. */
const mounted = '/data';

export type Engine = 'docker' | 'podman';

export interface Container {
	image: string;
	name: string;
	/** n8n's user folder on this machine. */
	userFolder: string;
	/** n8n's settings; the folder in them is that of this machine. */
	settings: NodeJS.ProcessEnv;
	/** Whose files those in the folder are; undefined on Windows, where that is nobody's concern. */
	user?: { id: number; group: number };
}

/** The engine that runs here. @param answers whether this command ends well */
export function findEngine(answers: (command: string, args: string[]) => boolean = runs): Engine {
	const engine = (['docker', 'podman'] as const).find((command) => answers(command, ['info']));
	if (engine) return engine;
	throw new Error(
		'N8N_IMAGE asks for n8n in a container, and neither Docker nor Podman answers here. Start one of them, or unset N8N_IMAGE.',
	);
}

/** The arguments with which the engine runs n8n in the foreground, until it is signalled. */
export function runArguments(
	engine: Engine,
	{ image, name, settings, user, userFolder }: Container,
): string[] {
	const inside = { ...settings, N8N_USER_FOLDER: mounted, HOME: mounted };
	return [
		...['run', '--rm', '--init', '--name', name, '--network', 'host'],
		...(user ? ['--user', `${user.id}:${user.group}`] : []),
		// Without it a rootless Podman maps the user to another one.
		...(user && engine === 'podman' ? ['--userns', 'keep-id'] : []),
		...['--volume', `${userFolder}:${mounted}`],
		...Object.entries(inside).flatMap(([key, value = '']) => ['--env', `${key}=${value}`]),
		image,
	];
}

/** Ends a container at once. The engine's client is a process of its own, and its end is not the container's. */
export function killContainer(engine: Engine, name: string): void {
	spawnSync(engine, ['kill', name], { env: process.env, stdio: 'ignore' });
}

function runs(command: string, args: string[]): boolean {
	return spawnSync(command, args, { env: process.env, stdio: 'ignore' }).status === 0;
}
