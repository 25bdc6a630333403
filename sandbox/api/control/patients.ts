import type { Context, Handler } from 'openapi-backend';
import type { Message } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Answer } from '../answer';
import { Conversations } from '../scrubs/conversations';
import type { Exchange } from '../scrubs/exchange';
import { fillConversations, receiveMessage, receiveNews } from '../scrubs/receive';
import { Refusal, REFUSALS, refusing } from '../scrubs/refusals';
import type { NumberRow, World } from '../scrubs/world';
import { CLINIC, phoneNumber, SENDERS } from '../seed/clinic';
import type { Filling, NewNumber, Received, ReceivedAt, ReceivedNews } from './types';

const DONE: Answer = { status: 204 };

const NO_MESSAGE = new Refusal(404, 'There is no such message.');
const NUMBER_EXISTS = new Refusal(409, 'There is this number already.');

/** The handlers of control/patients.yaml, by operation ID. */
export const patientHandlers: Record<string, Handler> = refusing({
	receive: ({ request }: Context<Received>, exchange) => ({
		status: 200,
		body: receive(exchange, request.requestBody),
	}),

	receiveMany: ({ request }: Context<Received[]>, exchange) => ({
		status: 200,
		body: request.requestBody.map((message) => receive(exchange, message)),
	}),

	receiveNews({ request }: Context<ReceivedNews>, exchange) {
		const { sender, ...news } = request.requestBody;
		receiveNews(exchange.world, numberOf(exchange.world, sender), news);
		return changed(exchange);
	},

	setStatus({ request }: Context<{ status: string }>, exchange) {
		const { messageId } = request.params as { messageId: string };
		messageOf(exchange.world, messageId).status = request.requestBody.status;
		return changed(exchange);
	},

	fill({ request }: Context<Filling>, exchange) {
		const { count, sender, activeAt = Date.now() } = request.requestBody;
		fillConversations(exchange.world, numberOf(exchange.world, sender), count, activeAt);
		return changed(exchange);
	},

	clearConversations({ request }: Context, exchange) {
		const { sender } = request.query as { sender?: string };
		numberOf(exchange.world, sender).conversations = new Conversations();
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
			conversations: new Conversations(),
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

/** @throws NO_MESSAGE */
function messageOf({ numbers }: World, id: string): Message {
	for (const { conversations } of numbers) {
		// A message that is asked for is mostly new, and the latest conversation comes first.
		for (const { messages } of conversations.rows) {
			const row = messages.find(({ message }) => message.message_id === id);
			if (row) return row.message;
		}
	}
	throw NO_MESSAGE;
}

/** @throws REFUSALS.senderNotFound */
function numberOf({ numbers }: World, digits: string = SENDERS.main): NumberRow {
	const number = numbers.find(({ phone }) => phone.phone_number === digits);
	if (!number) throw REFUSALS.senderNotFound;
	return number;
}
