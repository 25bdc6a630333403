#!/usr/bin/env node
// Stands in for Docker: keeps what it was asked for, and in the place of n8n runs a server that can be set up and signed in to.
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');

const { ENGINE_LOG: log } = process.env;
const args = process.argv.slice(2);
appendFileSync(log, `${JSON.stringify(args)}\n`);
if (args[0] === 'run') {
	writeFileSync(`${log}.pid`, String(process.pid));
	const port = args.find((arg) => arg.startsWith('N8N_PORT=')).split('=')[1];
	const server = createServer((request, response) => {
		console.log(request.method, request.url);
		response.setHeader('set-cookie', 'n8n-auth=signed-in; Path=/');
		response.setHeader('content-type', 'application/json');
		response.end('{"data":{}}');
	});
	server.listen(Number(port), '127.0.0.1');
	process.on('SIGTERM', () => process.exit(0));
}
if (args[0] === 'kill') process.kill(Number(readFileSync(`${log}.pid`, 'utf8')), 'SIGKILL');
