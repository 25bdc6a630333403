import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRefusals } from '../../tools/n8nNode';

const folder = mkdtempSync(join(tmpdir(), 'n8nNode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ELIGIBLE = '\u001b[32mStatus: eligible\u001b[39m for n8n Cloud verification (if lint passes)';

/** Puts a tool in the place of n8n's that says this to each command, and ends with this code. */
function toolThat(answers: Record<string, { says?: string; code?: number }>): void {
	const bin = join(folder, 'node_modules', '@n8n', 'node-cli', 'bin');
	mkdirSync(bin, { recursive: true });
	const script = `const { says = '', code = 0 } = (${JSON.stringify(answers)})[process.argv[2]];
		console.log(says);
		process.exit(code);`;
	writeFileSync(join(bin, 'n8n-node.mjs'), script);
}

test('a package that n8n’s tool is content with has no finding', () => {
	toolThat({ lint: {}, build: {}, 'cloud-support': { says: ELIGIBLE } });
	expect(findRefusals(folder)).toEqual([]);
});

test.each(['lint', 'build'])('what does not pass %s is a finding, with the reason', (command) => {
	toolThat({
		lint: {},
		build: {},
		'cloud-support': { says: ELIGIBLE },
		[command]: { says: '◒  Working\n\u001b[31mnot like this\u001b[39m\n\n', code: 1 },
	});
	expect(findRefusals(folder)).toEqual([`n8n-node ${command}: not like this`]);
});

test('a package that n8n Cloud would not take is a finding, though the tool ends well', () => {
	const says = 'Status: NOT eligible for n8n Cloud verification';
	toolThat({ lint: {}, build: {}, 'cloud-support': { says } });
	expect(findRefusals(folder)).toEqual([`n8n-node cloud-support: ${says}`]);
});
