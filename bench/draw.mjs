/** Draws of bench/results.json what a message costs, by how many there are and by how many are remembered: docs/images/cost.svg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const { scenarios } = JSON.parse(readFileSync(new URL('results.json', import.meta.url), 'utf8'));

const COMPETITORS = {
	limit: 'bare client',
	scrubs: 'this node',
	httpRequest: 'HTTP Request',
	httpRequestCredential: 'HTTP Request, with a credential',
};

/** What is measured in scenarios whose names say how many messages there are, and how many are remembered. */
function curve(pattern) {
	return Object.entries(scenarios).flatMap(([scenario, measured]) => {
		const [, messages, size = messages] = pattern.exec(scenario) ?? [];
		if (messages === undefined) return [];
		return Object.entries(measured).map(([competitor, { seconds }]) => ({
			size: Number(size),
			ms: (1_000 * seconds) / Number(messages),
			by: COMPETITORS[competitor],
		}));
	});
}

const panel = (title, values) => ({
	data: { values },
	width: 330,
	height: 190,
	mark: { type: 'line', point: true },
	encoding: {
		x: {
			field: 'size',
			type: 'quantitative',
			scale: { type: 'log' },
			axis: { title, format: '~s' },
		},
		y: { field: 'ms', type: 'quantitative', title: 'milliseconds a message' },
		color: { field: 'by', title: null, sort: Object.values(COMPETITORS) },
	},
});

const { spec } = compile({
	background: 'white',
	hconcat: [
		panel('messages, without a limit', curve(/^unthrottled-(\d+)$/)),
		panel('messages that Send Only Once Per remembers', curve(/^once-(\d+)-of-(\d+)$/)),
	],
});
const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
writeFileSync(new URL('../docs/images/cost.svg', import.meta.url), `${svg}\n`);
