import { findUnready, type Release } from '../../tools/readiness';

const CHANGELOG = `# Changelog

## [Unreleased]

Nothing yet.

## [0.2.0] - 2026-12-31

### Added

- Something.

## [0.1.0] - 2026-11-30

The first version.
`;

/** A version that is ready, in the workflow, with these changes. */
const release = (changes: Partial<Release> = {}, version = '0.2.0'): Release => ({
	manifest: {
		version,
		author: { email: 'clinic-nodes@example.org' },
		repository: { url: 'git+https://github.com/owner/name.git' },
	},
	lock: { version },
	changelog: CHANGELOG,
	tag: `v${version}`,
	repository: 'https://github.com/owner/name',
	...changes,
});

test('a version on which everything agrees is ready', () => {
	expect(findUnready(release())).toEqual([]);
});

test('outside the workflow there is no tag and no repository to agree with', () => {
	expect(findUnready(release({ tag: undefined, repository: undefined }))).toEqual([]);
});

test.each([
	['a tag of another version', release({ tag: 'v0.1.9' }), 'The tag is v0.1.9'],
	['a tag without v', release({ tag: '0.2.0' }), 'The tag is 0.2.0'],
	['a lock file of another version', release({ lock: { version: '0.1.0' } }), 'package-lock.json'],
	['a version that is none', release({}, '0.2'), '0.2 is no version'],
	['a version that the changelog does not know', release({}, '0.3.0'), 'for 0.3.0'],
	['another repository', release({ repository: 'https://github.com/a/b' }), 'another repository'],
	[
		'a section without a date',
		release({ changelog: CHANGELOG.replace('2026-12-31', 'Unreleased') }),
		'no section with a date',
	],
	[
		'a section without a text',
		release({ changelog: CHANGELOG.replace(/### Added\n\n- Something\./, '') }),
		'no section with a date and a text',
	],
	[
		'the assumed address of the author',
		release({ manifest: { ...release().manifest, author: { email: 'a@b.example' } } }),
		'assumed e-mail address',
	],
])('%s is found', (_, unready, finding) => {
	const findings = findUnready(unready);
	expect(findings.length).toBeGreaterThan(0);
	expect(findings.join('\n')).toContain(finding);
});
