/**
 * Method, path and documented refusals of each operation of the Scrubs WhatsApp API.
 * Generated from openapi/openapi.yaml by `npm run generate`: change the description, not this file.
 */
export const ROUTES = {
	"createOnboardingLink": {
		"method": "POST",
		"path": "/api/v1/whatsapp/onboarding-links",
		"refusals": [
			400,
			502
		]
	},
	"claimPhoneNumber": {
		"method": "POST",
		"path": "/api/v1/whatsapp/numbers/claim",
		"refusals": [
			404,
			409
		]
	},
	"listPhoneNumbers": {
		"method": "GET",
		"path": "/api/v1/whatsapp/numbers",
		"refusals": []
	},
	"listTemplates": {
		"method": "GET",
		"path": "/api/v1/whatsapp/numbers/{sender_phone_number}/templates",
		"refusals": [
			404
		]
	},
	"sendTemplateMessage": {
		"method": "POST",
		"path": "/api/v1/whatsapp/numbers/{sender_phone_number}/messages/template",
		"refusals": [
			400,
			404
		]
	},
	"listConversations": {
		"method": "GET",
		"path": "/api/v1/whatsapp/numbers/{sender_phone_number}/conversations",
		"refusals": [
			404
		]
	},
	"listMessages": {
		"method": "GET",
		"path": "/api/v1/whatsapp/numbers/{sender_phone_number}/conversations/{conversation_id}/messages",
		"refusals": [
			400,
			404
		]
	}
} as const;
