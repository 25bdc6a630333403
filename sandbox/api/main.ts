/**
 * Runs the stand-in on its own: `npm run sandbox`, or `PORT=8080 npm run sandbox` for a port of your choice.
 */
import { CLINIC, SENDERS, StandInControl, startStandIn } from '.';

async function main(): Promise<void> {
	const standIn = await startStandIn({ port: Number(process.env.PORT ?? 0) });
	const { url } = standIn;
	await new StandInControl(url).letPatientsRead();
	console.log(`The stand-in for the Scrubs WhatsApp API is running. For the credential in n8n:

  Base URL      ${url}
  Provider ID   ${CLINIC.providerId}
  API key       ${CLINIC.apiKey}
  HCI code      ${CLINIC.hciCode}    (instead of the API key)

  Senders       ${Object.values(SENDERS).join(', ')}
  Control       ${url}/control    (sandbox/api/control/*.yaml)
  Phone         ${url}/phone    (open it in a browser: what the patients see)

Ctrl+C ends it.`);
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void standIn.stop());
}

void main();
