import { openSandbox, saveCredential, type Sandbox } from '../../e2e/support/sandbox';
import { whatRuns } from '../../e2e/support/running';
import { Editor } from './Editor';

/** What a test in the browser works with. */
export interface Desk extends Sandbox {
	editor: Editor;
}

/** Opens the editor for the tests of a file. Each finds the stand-in at its start and one credential in n8n. */
export function useDesk(colorScheme?: 'light' | 'dark'): Desk {
	const desk = {} as Desk;
	beforeAll(async () => {
		const { n8nUrl, owner } = whatRuns();
		Object.assign(desk, await openSandbox());
		desk.editor = await Editor.open(n8nUrl, owner, colorScheme);
	});
	beforeEach(async () => {
		await desk.standIn.reset();
		await desk.editor.removeCredentials();
		desk.credential = await saveCredential(desk.n8n, 'Clinic');
	});
	afterAll(async () => {
		await desk.editor?.close();
	});
	return desk;
}

/** Where the stand-in for Scrubs is. */
export const standInUrl = (): string => whatRuns().standInUrl;
