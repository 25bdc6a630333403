/**
 * `npm run release`: runs every check, whatever npm's settings are, and leaves the very tarball that was checked as
 * `release.tgz`, which the workflow publish.yml publishes. Where something is found there is no tarball, and so nothing to publish.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findUnready, type Manifest } from './readiness';

const ROOT = resolve(__dirname, '..');
const TARBALL = 'release.tgz';

/** The checks, the quick ones first. `verify` leaves the tarball. */
const CHECKS = [['run', 'lint'], ['run', 'verify', '--', TARBALL], ['test']];

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

function findDisagreements(): string[] {
	const { GITHUB_REF_TYPE, GITHUB_REF_NAME, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
	return findUnready({
		manifest: JSON.parse(read('package.json')) as Manifest,
		lock: JSON.parse(read('package-lock.json')) as { version: string },
		changelog: read('CHANGELOG.md'),
		...(GITHUB_REF_TYPE === 'tag' && {
			tag: GITHUB_REF_NAME,
			repository: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`,
		}),
	});
}

function passes(args: string[]): boolean {
	console.log(`\n== npm ${args.join(' ')}`);
	const shell = process.platform === 'win32';
	return spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell }).status === 0;
}

const removeTarball = (): void => rmSync(join(ROOT, TARBALL), { force: true });

removeTarball();
const findings = findDisagreements();
const failed = findings.length === 0 ? CHECKS.find((check) => !passes(check)) : undefined;
if (failed) findings.push(`npm ${failed.join(' ')} did not pass.`);
if (findings.length > 0) removeTarball();
console.log('');
for (const finding of findings) console.error(finding);
console.log(
	findings.length === 0 ? `${TARBALL} can be published.` : 'There is nothing to be published.',
);
process.exitCode = findings.length === 0 ? 0 : 1;
