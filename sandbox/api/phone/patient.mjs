/** What a patient is called: by name, else by number. */
export function nameOf(patient) {
	return patient.name ?? numberOf(patient) ?? 'Patient without a name';
}

/** What else there is to say of a patient, in one line: the number, if it is not the name, and more. */
export function aboutPatient(patient, ...more) {
	return [patient.name && numberOf(patient), ...more].filter(Boolean).join(' · ');
}

function numberOf({ recipient }) {
	return recipient ? `+${recipient}` : undefined;
}
