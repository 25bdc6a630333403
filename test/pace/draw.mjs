/** Draws test/pace/results.json over the number of processes, a column for each limit: docs/images/pace.svg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const results = JSON.parse(readFileSync(new URL('results.json', import.meta.url), 'utf8'));

/** What is drawn, and the line that it should stay above or below. */
const PANELS = [
	{ of: 'used', label: 'share of the limit used', aim: 0.85 },
	{ of: 'fairness', label: "fairness (Jain's index)", aim: 0.9 },
	{ of: 'refused', label: 'share of requests refused', aim: 0.02 },
];

const values = results.map((result) => ({
	...result,
	others: result.strangers ? 'use half' : 'none',
}));

const panel = ({ of, label, aim }) => ({
	facet: {
		column: {
			field: 'perSecond',
			title: null,
			header: { labelExpr: "format(datum.value, ',') + ' a second'" },
		},
	},
	spec: {
		width: 190,
		height: 130,
		layer: [
			{
				encoding: {
					x: { field: 'processes', type: 'quantitative', scale: { type: 'log', base: 2 } },
					y: { field: of, type: 'quantitative', title: label },
					color: { field: 'server', title: 'server' },
				},
				// Points of their own: drawn with the lines they would hide the dashes in the legend.
				layer: [
					{
						mark: 'line',
						encoding: { strokeDash: { field: 'others', title: 'strangers' } },
					},
					{ mark: { type: 'point', filled: true, size: 14 } },
				],
			},
			{ mark: { type: 'rule', color: 'gray' }, encoding: { y: { datum: aim } } },
		],
	},
});

const { spec } = compile({ data: { values }, background: 'white', vconcat: PANELS.map(panel) });
const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
writeFileSync(new URL('../../docs/images/pace.svg', import.meta.url), `${svg}\n`);
