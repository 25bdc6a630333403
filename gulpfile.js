const { build } = require('esbuild');
const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');
const { version } = require('libphonenumber-js/package.json');

/** What n8n reads at run time and tsc leaves behind. Without `encoding: false` gulp 5 breaks binary files. */
function copyFrom(folder) {
	const copy = () =>
		src(
			[`${folder}/**/*.{svg,png}`, `${folder}/**/*.node.json`, `${folder}/**/__schema__/**/*.json`],
			{ encoding: false, allowEmpty: true },
		).pipe(dest(`dist/${folder}`));
	copy.displayName = `copy ${folder}`;
	return copy;
}

/** The one file that imports a library. What it needs of it goes into it, readable; the rest stays as tsc made it. */
const BUNDLED = 'nodes/ScrubsWhatsApp/phone/numberingPlan';

function bundle() {
	return build({
		entryPoints: [`${BUNDLED}.ts`],
		outfile: `dist/${BUNDLED}.js`,
		bundle: true,
		platform: 'node',
		target: 'node20',
		banner: { js: `// Holds parts of libphonenumber-js ${version}: see ${LICENCES}.` },
	});
}

/** Of libphonenumber-js, and of the metadata in it, which is Google's. */
const LICENCES = 'dist/licenses/libphonenumber-js';

const copyLicences = () => src('node_modules/libphonenumber-js/LICENSE*').pipe(dest(LICENCES));

exports.clean = () => rm('dist', { recursive: true, force: true });
exports.default = parallel(copyFrom('nodes'), copyFrom('credentials'), bundle, copyLicences);
