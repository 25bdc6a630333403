import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { readExamples } from '../../sandbox/n8n/workflow';
import { useStandIn } from '../support/clinic';
import { editorContext } from '../support/engine';

const standIn = useStandIn();
const { listSearch, resourceMapping } = new ScrubsWhatsApp().methods;

/** The nodes of the examples in which a template is chosen from the list. */
const chosen = [...readExamples()].flatMap(([example, { nodes }]) =>
	nodes
		.filter(({ parameters }) => (parameters.template as INodeParameters)?.mode === 'list')
		.map(({ name, parameters }) => ({ example, name, parameters })),
);
const contextOf = (parameters: INodeParameters) => editorContext(parameters, standIn.apiKey());

test('there are examples with a template', () => {
	expect(chosen.length).toBeGreaterThan(1);
});

describe.each(chosen)('$example, "$name":', ({ parameters }) => {
	test('its saved form is the one that the node gives, so that n8n does not call it outdated', async () => {
		const { templateFields } = parameters as { templateFields?: { schema: ResourceMapperField[] } };
		const { fields } = await resourceMapping.getTemplateFields.call(contextOf(parameters));
		expect(templateFields?.schema ?? []).toEqual(fields);
	});

	test('its template is called as the list calls it', async () => {
		const { value, cachedResultName } = parameters.template as INodeParameters;
		const { results } = await listSearch.searchTemplates.call(contextOf(parameters));
		expect(results).toContainEqual({ name: cachedResultName, value });
	});
});
