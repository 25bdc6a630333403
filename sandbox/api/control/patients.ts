import type { Context, Handler } from 'openapi-backend';
import type { Answer } from '../answer';
import { fillConversations, receiveMessage } from '../scrubs/receive';
import { Refusal, REFUSALS, refusing } from '../scrubs/refusals';
import type { Exchange } from '../scrubs/handlers';
import type { NumberRow, World } from '../scrubs/world';
import { CLINIC, phoneNumber, SENDERS } from '../seed/clinic';
import type { Filling, NewNumber, Received, ReceivedAt } from './types';

const DONE: Answer = { status: 204 };

const NO_MESSAGE = new Refusal(404, 'There is no such message.');
const NUMBER_EXISTS = new Refusal(409, 'There is this number already.');

/** The handlers of control/openapi.yaml that change what the API shows, by operation ID. */
export const patientHandlers: Record<string, Handler> = refusing({
	receive: ({ request }: Context<Received>, exchange) => ({
		status: 200,
		body: receive(exchange, request.requestBody),
	}),

	receiveMany: ({ request }: Context<Received[]>, exchange) => ({
		status: 200,
		body: request.requestBody.map((message) => receive(exchange, message)),
	}),

	setStatus({ request }: Context<{ status: string }>, exchange) {
		const { messageId } = request.params as { messageId: string };
		const row = exchange.world.numbers
			.flatMap(({ conversations }) => conversations)
			.flatMap(({ messages }) => messages)
			.find(({ message }) => message.message_id === messageId);
		if (!row) throw NO_MESSAGE;
		row.message.status = request.requestBody.status;
		return changed(exchange);
	},

	fill({ request }: Context<Filling>, exchange) {
		const { count, sender, activeAt = Date.now() } = request.requestBody;
		fillConversations(exchange.world, numberOf(exchange.world, sender), count, activeAt);
		return changed(exchange);
	},

	clearConversations({ request }: Context, exchange) {
		const { sender } = request.query as { sender?: string };
		numberOf(exchange.world, sender).conversations = [];
		return changed(exchange);
	},

	addNumber({ request }: Context<NewNumber>, exchange) {
		const { numbers } = exchange.world;
		const { phoneNumber: digits, displayName = null, status, owner } = request.requestBody;
		if (numbers.some(({ phone }) => phone.phone_number === digits)) throw NUMBER_EXISTS;
		numbers.push({
			owner: owner === undefined ? CLINIC.providerId : owner,
			phone: phoneNumber(digits, displayName, status),
			templates: [],
			conversations: [],
		});
		return changed(exchange);
	},

	setNumberStatus({ request }: Context<{ status: string }>, exchange) {
		const { phoneNumber: digits } = request.params as { phoneNumber: string };
		numberOf(exchange.world, digits).phone.status = request.requestBody.status;
		return changed(exchange);
	},
});

function receive(exchange: Exchange, { sender, ...message }: Received): ReceivedAt {
	const number = numberOf(exchange.world, sender);
	exchange.effect = true;
	return receiveMessage(exchange.world, number, message);
}

function changed(exchange: Exchange): Answer {
	exchange.effect = true;
	return DONE;
}

/** @throws REFUSALS.senderNotFound */
function numberOf({ numbers }: World, digits: string = SENDERS.main): NumberRow {
	const number = numbers.find(({ phone }) => phone.phone_number === digits);
	if (!number) throw REFUSALS.senderNotFound;
	return number;
}
