import { randomUUID } from 'node:crypto';
import type { Context, Handler } from 'openapi-backend';
import type {
	ClaimRequest,
	OnboardingLink,
	OnboardingLinkRequest,
	TemplateMessageRequest,
	TemplateMessageResult,
} from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Answer } from '../answer';
import type { Exchange } from './exchange';
import { page, type PageQuery } from './paging';
import { REFUSALS, refusing, type Refusal } from './refusals';
import { sendTemplate } from './send';
import { conversationView, type NumberRow, type Organisation, type World } from './world';

/** The customer name for which no onboarding link can be created. */
export const OUTAGE_CUSTOMER = 'Provider Outage';

const LINK_LIFETIME = 30 * 24 * 60 * 60 * 1000;

/** One handler for each operation ID; what it throws as a {@link Refusal} becomes the answer. */
export const operationHandlers: Record<string, Handler> = refusing({
	createOnboardingLink(context: Context<OnboardingLinkRequest>, exchange: Exchange) {
		if (context.request.requestBody.customer_name === OUTAGE_CUSTOMER)
			throw REFUSALS.linkNotCreated;
		exchange.effect = true;
		exchange.world.links += 1;
		const link: OnboardingLink = {
			onboarding_link_id: `setup_link_${exchange.world.links}`,
			url: `https://usescrubs.com/api/v1/whatsapp/onboarding-links/${randomUUID()}`,
			status: 'active',
			expires_at: new Date(Date.now() + LINK_LIFETIME).toISOString(),
			whatsapp_setup_status: 'pending',
			whatsapp_setup_error: null,
		};
		return data(link);
	},

	claimPhoneNumber(context: Context<ClaimRequest>, exchange: Exchange) {
		const { providerId } = organisation(context);
		const number = exchange.world.numbers.find(
			({ phone }) => phone.phone_number === context.request.requestBody.phone_number,
		);
		if (!number) throw REFUSALS.numberNotFound;
		// That a second claim by the same organisation succeeds is inferred.
		if (number.owner === providerId) return data(number.phone);
		if (number.owner !== null || number.phone.status !== 'CONNECTED') {
			throw REFUSALS.numberNotClaimable;
		}
		exchange.effect = true;
		number.owner = providerId;
		number.phone.claimed_at = number.phone.last_synced_at = new Date().toISOString();
		return data(number.phone);
	},

	listPhoneNumbers(context: Context, { world }: Exchange) {
		const { providerId } = organisation(context);
		return data(
			world.numbers.filter(({ owner }) => owner === providerId).map(({ phone }) => phone),
		);
	},

	listTemplates(context: Context, { world }: Exchange) {
		return data(sender(context, world, REFUSALS.senderNotFound).templates);
	},

	sendTemplateMessage(context: Context<TemplateMessageRequest>, exchange: Exchange) {
		const { world } = exchange;
		const from = sender(context, world, REFUSALS.senderOrTemplateNotFound);
		const { requestBody } = context.request;
		exchange.sent = sendTemplate(world, from, requestBody);
		exchange.effect = true;
		const recipient = requestBody.recipient_phone_number;
		const result: TemplateMessageResult = {
			messaging_product: 'whatsapp',
			recipient_phone_number: recipient,
			contacts: [{ input: recipient, wa_id: recipient }],
			messages: [{ id: exchange.sent.message_id }],
		};
		return { status: 200, body: result };
	},

	listConversations(context: Context, { world }: Exchange) {
		const from = sender(context, world, REFUSALS.senderNotFound);
		const { recipient_phone_number: recipient, ...query } = context.request.query as PageQuery & {
			recipient_phone_number?: string;
		};
		const rows = recipient ? from.conversations.with(recipient) : from.conversations.rows;
		const { rows: cut, paging } = page(from.phone.phone_number, rows, query);
		return { status: 200, body: { data: cut.map(conversationView), paging } };
	},

	listMessages(context: Context, { world }: Exchange) {
		const from = sender(context, world, REFUSALS.senderNotFound);
		const id = String(pathOf(context).conversation_id).toLowerCase();
		const conversation = from.conversations.get(id);
		if (!conversation) throw REFUSALS.conversationNotFound;
		const { has_media: media, ...query } = context.request.query as PageQuery & {
			has_media?: boolean;
		};
		const rows = conversation.messages.filter(
			({ message }) => media === undefined || message.has_media === media,
		);
		const { rows: cut, paging } = page(id, rows, query);
		return { status: 200, body: { data: cut.map(({ message }) => message), paging } };
	},
});

/** Answers a request that does not fit the description. */
export function validationFail({ operation, validation }: Context): Answer {
	const fields = validation.errors?.some((error) =>
		error.instancePath.startsWith('/requestBody/fields'),
	);
	if (fields) return REFUSALS.invalidFields.answer();
	return (operation.requestBody ? REFUSALS.invalidBody : REFUSALS.invalidQuery).answer();
}

function data(value: unknown): Answer {
	return { status: 200, body: { data: value } };
}

/** The parameters in the path; which of them there are depends on the operation. */
function pathOf({ request }: Context): Record<string, string | undefined> {
	return request.params as Record<string, string | undefined>;
}

/** The organisation that the security handler of the provider header has found. */
function organisation({ security }: Context): Organisation {
	return security.provider as Organisation;
}

/** The number in the path, if the organisation has claimed it. */
function sender(context: Context, world: World, refusal: Refusal): NumberRow {
	const { providerId } = organisation(context);
	const number = world.numbers.find(
		({ owner, phone }) =>
			owner === providerId && phone.phone_number === pathOf(context).sender_phone_number,
	);
	if (!number) throw refusal;
	return number;
}
