/**
 * Tests the package in an n8n of several processes that die at any moment: `npm run test:queue`, in an older n8n with
 * `npm run test:queue -- --n8n=1.123`. How often something is killed, and the seed by which, are `--kills` and `--seed`. What
 * else is given goes to jest, such as the name of a test file.
 */
import { run } from 'jest';
import { parseArgs } from 'util';
import { QUEUE_VERSIONS } from '../../sandbox/queue/versions';

const { values, positionals } = parseArgs({
	options: {
		n8n: { type: 'string', default: '2.41' },
		kills: { type: 'string', default: '6' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		testNamePattern: { type: 'string', short: 't', default: '' },
	},
	allowPositionals: true,
});
if (!QUEUE_VERSIONS[values.n8n]) {
	throw new Error(`--n8n is one of ${Object.keys(QUEUE_VERSIONS).join(', ')}.`);
}
process.env.SCRUBS_QUEUE_N8N = values.n8n;
process.env.SCRUBS_QUEUE_KILLS = values.kills;
process.env.SCRUBS_QUEUE_SEED = values.seed;
const config = ['--config', 'jest.queue.config.js', '--runInBand'];
void run([...config, '--testNamePattern', values.testNamePattern, ...positionals]);
