/**
 * The rooms of the project, and which of them each may import; a room stands for a folder, or for a file. `npm run lint`
 * holds the code to it, and CONTRIBUTING.md shows it as a table.
 */
const NODE = 'nodes/ScrubsWhatsApp';
const [WORDS, PHONE, TRANSPORT, API, RESOURCES, HOST] = [
	'words',
	'phone',
	'transport',
	'api',
	'resources',
	'host',
].map((room) => `${NODE}/${room}`);
const INFERRED = `${NODE}/inferred.ts`;
const BELOW_HOST = [WORDS, PHONE, TRANSPORT, API, RESOURCES, INFERRED];

exports.LAYERS = [
	{ room: INFERRED, what: 'What Scrubs does not document, in one place', mayImport: [] },
	{
		room: WORDS,
		what: 'What a user reads: problems, and remedies in the words of the place where they are read',
		mayImport: [],
	},
	{
		room: PHONE,
		what: 'Phone numbers: what is written, which number it is, which are the same',
		mayImport: [],
	},
	{
		room: TRANSPORT,
		what: 'One request: headers, URL, timeout, what went wrong; pace and retries. Knows no endpoint',
		mayImport: [WORDS, PHONE, INFERRED],
	},
	{
		room: API,
		what: 'One typed function an endpoint, paging, what a failure means. Knows no parameter of n8n',
		mayImport: [WORDS, PHONE, TRANSPORT, INFERRED],
	},
	{
		room: RESOURCES,
		what: 'One folder a resource, one file an operation: its fields and what it does',
		mayImport: [WORDS, PHONE, TRANSPORT, API, INFERRED],
	},
	{
		room: HOST,
		what: 'What joins us to n8n: its contexts’ transport, its errors and their causes, tools, runs',
		mayImport: BELOW_HOST,
	},
	{
		room: `${NODE}/run`,
		what: 'Items in, items out: the send ledger, looking up lost answers',
		mayImport: [...BELOW_HOST, HOST],
	},
	{
		room: `${NODE}/methods`,
		what: 'What the editor asks for: lists, the template form, the credential test',
		mayImport: [...BELOW_HOST, HOST],
	},
	{
		room: `${NODE}/trigger`,
		what: 'What starts a workflow: one object an event, and what was handed over',
		mayImport: [...BELOW_HOST, HOST],
	},
	{
		room: `${NODE}/ScrubsWhatsApp.node.ts`,
		what: 'The node’s description; nothing is decided here',
		mayImport: [RESOURCES, `${NODE}/run`, `${NODE}/methods`],
	},
	{
		room: `${NODE}/ScrubsWhatsAppTrigger.node.ts`,
		what: 'The trigger’s description; nothing is decided here',
		mayImport: [`${NODE}/trigger`, `${NODE}/methods`],
	},
	{ room: 'credentials', what: 'The credential type', mayImport: [TRANSPORT] },
	{
		room: 'openapi',
		what: 'The description of the Scrubs API, the one source of it',
		mayImport: [],
	},
	{
		room: 'tools',
		what: 'Generators and checks, and the proof of the phone numbers',
		mayImport: ['openapi', PHONE, RESOURCES, 'sandbox'],
	},
	{
		room: 'sandbox',
		what: 'All to try the node without a Scrubs account: the stand-in, a pinned real n8n, the demo',
		mayImport: ['openapi', API, 'tools'],
	},
	{ room: 'bench', what: 'Measurements in a real n8n', mayImport: ['sandbox'] },
];

/** The rooms that are published; the others may use every library of package.json. */
exports.PUBLISHED = ['nodes', 'credentials'];

/** What published rooms may import beside one another: what n8n brings, and what its allow-list names. */
exports.LIBRARIES = ['n8n-workflow', 'crypto'];

/** Libraries that the build bundles, by the one published file that imports each; what it needs of it goes into `dist`. */
exports.BUNDLED = { [`${PHONE}/numberingPlan.ts`]: 'libphonenumber-js' };
