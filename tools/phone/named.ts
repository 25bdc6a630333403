import { parsePhoneNumber } from '../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';

/** Numbers that once were taken for others, and ones that must not need a plus: as written, and from where they are sent. */
export const NAMED: ReadonlyArray<readonly [text: string, about: string, senders: string[]]> = [
	['178 7265 4558', 'a Chinese mobile', ['86', '65', '1']],
	['15088138259', 'a German mobile whose 0 a spreadsheet has eaten', ['49', '65', '1']],
	['(12) 92980-3094', 'a Brazilian mobile', ['55', '65', '1']],
	['(252) 412-2934', 'a number from North Carolina', ['1', '65', '252']],
	['9123 4567', 'a mobile from Singapore', ['65', '1', '91']],
	['6591234567', 'the same with its code', ['65', '1', '91']],
	['301-555-0100', 'an American number', ['1', '65']],
	['13015550100', 'the same with its code', ['1', '65']],
	['+65 9123 4567 (2)', 'with an extension', ['65', '1']],
	['+1 301 555 0100 - 12', 'with an extension', ['65', '1']],
];

/** What becomes of a text: the number, or the reason why it is none. */
export function resultOf(text: string, callingCode: string): string {
	const result = parsePhoneNumber(text, { callingCode, numbersWithoutPlus: 'local' });
	return 'digits' in result ? `+${result.digits}` : `refused: ${result.problem}`;
}
