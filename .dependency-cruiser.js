const { BUNDLED, LAYERS, LIBRARIES, PUBLISHED } = require('./tools/layers');

const inside = (room) => `^${room.replace(/\./g, '\\.')}${room.endsWith('.ts') ? '$' : '/'}`;
const libraryPath = (name) => `^(node_modules/)?${name}(/|$)`;
const OURS = '^(nodes|credentials|openapi|tools|sandbox|bench|test|examples)/';

/** One rule a row: a room imports itself, what its row names, and nothing else of ours. */
const rooms = LAYERS.map(({ room, mayImport }) => ({
	name: `${room} may import ${mayImport.join(', ') || 'nothing of ours'}`,
	severity: 'error',
	from: { path: inside(room) },
	to: { path: OURS, pathNot: [room, ...mayImport].map(inside) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...rooms,
		{
			name: `published code may import ${LIBRARIES.join(', ')} and itself`,
			severity: 'error',
			from: { path: PUBLISHED.map(inside) },
			to: {
				dependencyTypesNot: ['local', 'type-only'],
				pathNot: [...LIBRARIES, ...Object.values(BUNDLED)].map(libraryPath),
			},
		},
		...Object.entries(BUNDLED).map(([file, name]) => ({
			name: `${file} alone may import ${name}, which the build bundles`,
			severity: 'error',
			from: { path: PUBLISHED.map(inside), pathNot: inside(file) },
			to: { path: libraryPath(name) },
		})),
		{ name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'what is imported exists',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)(node_modules|dist|coverage|\\.cache)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node'] },
	},
};
