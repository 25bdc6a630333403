import { readExamples } from '../../sandbox/n8n/workflow';
import { useDesk } from './support/browser';

const desk = useDesk();
const NOTE = 'n8n-nodes-base.stickyNote';

const withNotes = [...readExamples()].filter(([, { nodes }]) =>
	nodes.some(({ type }) => type === NOTE),
);

test.each(withNotes)('in the example %s no node lies on a note', async (_, example) => {
	const { editor, n8n, credential } = desk;
	await editor.openWorkflow(await n8n.importWorkflow(example, credential));
	const placed = await Promise.all(
		example.nodes.map(async ({ name, type }) => {
			const { x, y, width, height } = (await editor.canvasNode(name).boundingBox())!;
			return { name, isNote: type === NOTE, left: x, right: x + width, top: y, bottom: y + height };
		}),
	);
	const notes = placed.filter(({ isNote }) => isNote);
	const covering = placed
		.filter(({ isNote }) => !isNote)
		.filter((one) =>
			notes.some(
				(note) =>
					one.left < note.right &&
					one.right > note.left &&
					one.top < note.bottom &&
					one.bottom > note.top,
			),
		);
	expect(covering.map(({ name }) => name)).toEqual([]);
});
