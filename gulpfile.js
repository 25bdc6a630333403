const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

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

exports.clean = () => rm('dist', { recursive: true, force: true });
exports.default = parallel(copyFrom('nodes'), copyFrom('credentials'));
