/// <reference lib="dom" />
import { readExamples } from '../../sandbox/n8n/workflow';
import { useDesk } from './support/browser';

const desk = useDesk();
const NOTE = 'n8n-nodes-base.stickyNote';

const withNotes = [...readExamples()].filter(([, { nodes }]) =>
	nodes.some(({ type }) => type === NOTE),
);

/** Where each node and note of the canvas is with its texts, all at one moment: n8n moves them to fit them into the window. */
async function placesOnCanvas(count: number) {
	const all = desk.editor.page.locator('.vue-flow__node');
	await all.nth(count - 1).waitFor({ state: 'attached' });
	return await all.evaluateAll((elements) =>
		elements.map((element) => {
			const texts = Array.from(element.querySelectorAll('*')).filter((one) =>
				Array.from(one.childNodes).some((part) => part instanceof Text && part.data.trim()),
			);
			const boxes = [element, ...texts]
				.map((one) => one.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 && height > 0);
			return {
				id: element.getAttribute('data-id'),
				left: Math.min(...boxes.map(({ left }) => left)),
				right: Math.max(...boxes.map(({ right }) => right)),
				top: Math.min(...boxes.map(({ top }) => top)),
				bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
			};
		}),
	);
}

test.each(withNotes)('in the example %s no node lies on a note', async (_, { nodes, ...rest }) => {
	const { editor, n8n, credential } = desk;
	await editor.openWorkflow(await n8n.importWorkflow({ ...rest, nodes }, credential));
	const places = await placesOnCanvas(nodes.length);
	const placesOf = (wanted: typeof nodes) =>
		wanted.map(({ id, name }) => ({ name, ...places.find((one) => one.id === id)! }));
	const notes = placesOf(nodes.filter(({ type }) => type === NOTE));
	const covering = placesOf(nodes.filter(({ type }) => type !== NOTE)).filter((one) =>
		notes.some(
			(note) =>
				one.left < note.right &&
				one.right > note.left &&
				one.top < note.bottom &&
				one.bottom > note.top,
		),
	);
	expect(notes.every(({ right, left }) => right > left)).toBe(true);
	expect(covering.map(({ name }) => name)).toEqual([]);
});
