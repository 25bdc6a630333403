import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { CLINIC, StandInControl, startStandIn, type StandIn } from '../../../sandbox/api';

export const PROVIDER = 'X-Scrubs-Clinic-Provider';
export const API_KEY = 'X-Scrubs-Clinic-Api-Key';
export const HCI_CODE = 'X-Scrubs-Clinic-Code';

/** The demo clinic's headers, in both ways of authentication. */
export const WITH_API_KEY = { [PROVIDER]: CLINIC.providerId, [API_KEY]: CLINIC.apiKey };
export const WITH_HCI_CODE = { [PROVIDER]: CLINIC.providerId, [HCI_CODE]: CLINIC.hciCode };
export const AUTHENTICATIONS: Array<[string, Record<string, string>]> = [
	['API key', WITH_API_KEY],
	['HCI code', WITH_HCI_CODE],
];

/** Calls the API and the control route of a stand-in. */
export interface ApiClient {
	url: string;
	control: StandInControl;
	/** A call below `/api/v1/whatsapp`, as the demo clinic with its API key; no status is an error. */
	call(method: string, path: string, config?: AxiosRequestConfig): Promise<AxiosResponse>;
}

/** A client of a stand-in of its own, which serves all tests of a file and is back at the start before each. */
export function useApiClient(): ApiClient {
	let standIn: StandIn;
	const client: ApiClient = {
		url: '',
		control: new StandInControl(''),
		call: (method, path, config) =>
			axios.request({
				method,
				url: `${client.url}/api/v1/whatsapp${path}`,
				headers: WITH_API_KEY,
				proxy: false,
				maxRedirects: 0,
				validateStatus: () => true,
				...config,
			}),
	};
	beforeAll(async () => {
		standIn = await startStandIn();
		client.url = standIn.url;
		client.control = new StandInControl(standIn.url);
	});
	beforeEach(() => client.control.reset());
	afterAll(() => standIn.stop());
	return client;
}
