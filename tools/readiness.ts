/** What has to agree before a version is published. */

export interface Manifest {
	version: string;
	author: { email: string };
	repository: { url: string };
}

export interface Release {
	manifest: Manifest;
	/** The lock file. */
	lock: { version: string };
	/** The text of CHANGELOG.md. */
	changelog: string;
	/** The tag that started the workflow, e.g. `v1.2.3`; undefined outside of it. */
	tag?: string;
	/** Address of the repository that the workflow runs in, e.g. `https://github.com/owner/name`; undefined outside of it. */
	repository?: string;
}

/** A finding for each thing that does not agree; what belongs to the workflow is looked at only in it. */
export function findUnready({ manifest, lock, changelog, tag, repository }: Release): string[] {
	const { version } = manifest;
	const findings: string[] = [];
	if (!/^\d+\.\d+\.\d+$/.test(version)) findings.push(`package.json: ${version} is no version.`);
	if (lock.version !== version) {
		findings.push(
			`package-lock.json is of ${lock.version}, package.json of ${version}: npm version changes both.`,
		);
	}
	if (!hasSection(changelog, version)) {
		findings.push(
			`CHANGELOG.md has no section with a date and a text for ${version} ("## [${version}] - 2026-12-31").`,
		);
	}
	if (manifest.author.email.endsWith('.example')) {
		findings.push('package.json still has the assumed e-mail address of the author.');
	}
	if (tag !== undefined && tag !== `v${version}`) {
		findings.push(`The tag is ${tag}, and package.json has the version ${version}.`);
	}
	if (repository !== undefined && manifest.repository.url !== `git+${repository}.git`) {
		findings.push(`package.json names another repository than ${repository}.`);
	}
	return findings;
}

function hasSection(changelog: string, version: string): boolean {
	const [, ...sections] = changelog.split(/^## /m);
	return sections.some((section) => {
		const [heading = '', ...text] = section.split('\n');
		const [name, date = ''] = heading.split(' - ');
		return name === `[${version}]` && /^\d{4}-\d\d-\d\d$/.test(date) && /\S/.test(text.join(''));
	});
}
