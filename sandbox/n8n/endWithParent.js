// Loaded into n8n: ends it when the process that started it is gone, even one that was killed and
// could not clean up. Its end of this pipe then closes. (n8n's worker threads load this too.)
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
	process.stdin.resume();
	process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
}
