/**
 * What stands in the rows of the lists of the Scrubs WhatsApp API.
 * Generated from openapi/openapi.yaml by `npm run generate`: change the description, not this file.
 */
export const SHAPES = {
	"Conversation": {
		"conversation_id": "string",
		"recipient_phone_number": "string",
		"status": "string",
		"last_active_at": "string",
		"created_at": "string",
		"updated_at": "string",
		"contact_name": "string",
		"messages_count": "number",
		"last_message_type": "string",
		"last_message_timestamp": "string",
		"last_inbound_at": "string",
		"last_outbound_at": "string"
	},
	"DynamicField": {
		"component": "string",
		"field": "string",
		"format": "string",
		"parameter_type": "string",
		"example": "string"
	},
	"Message": {
		"message_id": "string",
		"timestamp": "string",
		"type": "string",
		"direction": "string",
		"status": "string",
		"processing_status": "string",
		"origin": "string",
		"from_phone_number": "string",
		"to_phone_number": "string",
		"contact_name": "string",
		"content": "string",
		"has_media": "boolean"
	},
	"PhoneNumber": {
		"phone_number": "string",
		"display_name": "string",
		"status": "string",
		"quality_rating": "string",
		"claimed_at": "string",
		"last_synced_at": "string"
	},
	"Template": {
		"template_name": "string",
		"language": "string",
		"status": "string",
		"category": "string",
		"dynamic_fields": "DynamicField"
	}
} as const;
