/**
 * The types of the Scrubs WhatsApp API.
 * Generated from openapi/openapi.yaml by `npm run generate`: change the description, not this file.
 */
export interface paths {
    "/api/v1/whatsapp/onboarding-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a link with which a clinic connects its WhatsApp number */
        post: operations["createOnboardingLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim a number that has completed WhatsApp onboarding */
        post: operations["claimPhoneNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the numbers that the provider's clinic has claimed */
        get: operations["listPhoneNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers/{sender_phone_number}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        /** List the message templates of a sender number */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers/{sender_phone_number}/messages/template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an approved template to a patient
         * @description There is no idempotency key; a call that timed out may have sent the message.
         */
        post: operations["sendTemplateMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers/{sender_phone_number}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        /** List the conversations of a sender number */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/numbers/{sender_phone_number}/conversations/{conversation_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
                /**
                 * @description ID of the conversation, a UUID.
                 * @example 817ad873-0d2b-401c-8a75-e106583b79a5
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        /** List the messages of a conversation */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A phone number in international form, digits only, without plus sign or spaces.
         * @example 12015550101
         */
        PhoneDigits: string;
        ErrorBody: {
            /**
             * @description What went wrong, in one sentence.
             * @example Authentication failed.
             */
            error: string;
        };
        Paging: {
            /**
             * @description Cursor of the following page; null on the last one.
             * @example next_cursor
             */
            next: string | null;
            /**
             * @description Cursor of the preceding page; null on the first one.
             * @example null
             */
            previous: string | null;
        };
        OnboardingLinkRequest: {
            /**
             * @description Name of the clinic that is to connect its number.
             * @example Example Customer
             */
            customer_name?: string;
            /**
             * @description Page to open once WhatsApp is connected.
             * @example https://example.com/whatsapp/success
             */
            success_redirect_url?: string;
            /**
             * @description Page to open when connecting failed.
             * @example https://example.com/whatsapp/failed
             */
            failure_redirect_url?: string;
            /**
             * @description How the clinic may connect its number: coexistence keeps the WhatsApp Business app in use beside the API, dedicated gives the number to the API alone. One value alone preselects it.
             * @example [
             *       "coexistence",
             *       "dedicated"
             *     ]
             */
            allowed_connection_types?: ("coexistence" | "dedicated")[];
            /**
             * @description Language of the onboarding page.
             * @example en
             * @enum {string}
             */
            language?: "en" | "es" | "pt" | "hi" | "id" | "ar";
        };
        OnboardingLink: {
            /**
             * @description ID of the link.
             * @example setup_link_id
             */
            onboarding_link_id: string;
            /**
             * @description Address to hand to the clinic; it opens the onboarding page.
             * @example https://usescrubs.com/api/v1/whatsapp/onboarding-links/encrypted_redirect_token
             */
            url: string;
            /**
             * @description Whether the link can still be used.
             * @example active
             */
            status: string;
            /**
             * Format: date-time
             * @description When the link stops working.
             * @example 2026-07-07T10:00:00.000Z
             */
            expires_at: string;
            /**
             * @description How far the clinic has come with connecting its number.
             * @example pending
             */
            whatsapp_setup_status: string;
            /**
             * @description Why connecting failed; null while nothing has failed.
             * @example null
             */
            whatsapp_setup_error: string | null;
        };
        ClaimRequest: {
            /**
             * @description The number to claim, in digits with the country code.
             * @example 12025550111
             */
            phone_number: components["schemas"]["PhoneDigits"];
        };
        PhoneNumber: {
            /**
             * @description The number, in digits with the country code.
             * @example 12025550101
             */
            phone_number: string;
            /**
             * @description Name that patients see in WhatsApp.
             * @example Example Clinic
             */
            display_name: string | null;
            /**
             * @description Connection of the number to WhatsApp.
             * @example CONNECTED
             */
            status: string;
            /**
             * @description WhatsApp's rating of the number from patients' feedback, from GREEN (high) to RED (low).
             * @example GREEN
             */
            quality_rating: string | null;
            /**
             * Format: date-time
             * @description When the clinic claimed the number.
             * @example 2026-06-06T07:20:00.000Z
             */
            claimed_at: string;
            /**
             * Format: date-time
             * @description When Scrubs last read the number's state from WhatsApp.
             * @example 2026-06-06T07:20:00.000Z
             */
            last_synced_at: string | null;
        };
        DynamicField: {
            /**
             * @description Part of the template the field stands in.
             * @example body
             */
            component: string;
            /**
             * @description Name under which the value is sent, a number in positional templates.
             * @example 1
             */
            field: string;
            /**
             * @description Whether the template numbers or names its fields.
             * @example positional
             */
            format: string;
            /**
             * @description Kind of value the field takes.
             * @example text
             */
            parameter_type: string;
            /**
             * @description Sample value with which the template was submitted for review.
             * @example Example Patient
             */
            example: string | null;
        };
        Template: {
            /**
             * @description Name of the template; several languages may share it.
             * @example appointment_reminder_en
             */
            template_name: string;
            /**
             * @description Language of this version of the template.
             * @example en_US
             */
            language: string;
            /**
             * @description Outcome of WhatsApp's review. Only an approved template can be sent.
             * @example APPROVED
             */
            status: string;
            /**
             * @description What WhatsApp classes, and charges, the template as.
             * @example UTILITY
             */
            category: string;
            /** @description The fields that each message fills in, in the order of the template. */
            dynamic_fields: components["schemas"]["DynamicField"][];
        };
        TemplateMessageRequest: {
            /**
             * @description The patient's number, in digits with the country code.
             * @example 12015550101
             */
            recipient_phone_number: components["schemas"]["PhoneDigits"];
            /**
             * @description Name of an approved template of the sender.
             * @example appointment_reminder_en
             */
            template_name: string;
            /**
             * @description Language of the template, as the template list shows it.
             * @example en_US
             */
            language: string;
            /**
             * @description A value for each dynamic field of the template, by field name.
             * @example {
             *       "1": "Example Patient",
             *       "2": "Wednesday, 10-Jun-2026"
             *     }
             */
            fields: {
                [key: string]: string;
            };
        };
        TemplateMessageResult: {
            /**
             * @description Always whatsapp.
             * @example whatsapp
             */
            messaging_product: string;
            /**
             * @description The number the message went to.
             * @example 12015550101
             */
            recipient_phone_number: string;
            /** @description The recipient as WhatsApp knows them. */
            contacts: {
                /**
                 * @description The number as it was sent.
                 * @example 12015550101
                 */
                input: string;
                /**
                 * @description The recipient's WhatsApp ID, which may differ from the number.
                 * @example 12015550101
                 */
                wa_id: string;
            }[];
            /** @description The message that WhatsApp accepted. */
            messages: {
                /**
                 * @description ID of the message, the message_id in the list of messages.
                 * @example wamid.HBg...
                 */
                id: string;
            }[];
        };
        Conversation: {
            /**
             * @description ID of the conversation, a UUID.
             * @example 817ad873-0d2b-401c-8a75-e106583b79a5
             */
            conversation_id: string;
            /**
             * @description The patient's number in digits; null for a patient known by WhatsApp user name alone.
             * @example 12015550101
             */
            recipient_phone_number: string | null;
            /**
             * @description Whether the conversation is still going on.
             * @example ended
             */
            status: string;
            /**
             * Format: date-time
             * @description When anything last happened in the conversation.
             * @example 2026-05-25T03:57:40-04:00
             */
            last_active_at: string;
            /**
             * Format: date-time
             * @description When the conversation began.
             * @example 2026-05-25T03:55:00-04:00
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the conversation's record last changed.
             * @example 2026-05-25T03:57:40-04:00
             */
            updated_at: string;
            /**
             * @description The patient's name in WhatsApp.
             * @example Example Patient
             */
            contact_name: string | null;
            /**
             * @description How many messages the conversation holds.
             * @example 7
             */
            messages_count: number;
            /**
             * @description Kind of the latest message.
             * @example text
             */
            last_message_type: string | null;
            /**
             * Format: date-time
             * @description When the latest message was sent.
             * @example 2026-05-25T03:57:40-04:00
             */
            last_message_timestamp: string | null;
            /**
             * Format: date-time
             * @description When the patient last wrote; it opens WhatsApp's 24-hour service window.
             * @example 2026-05-25T03:57:36-04:00
             */
            last_inbound_at: string | null;
            /**
             * Format: date-time
             * @description When the clinic last wrote.
             * @example 2026-05-25T03:57:40-04:00
             */
            last_outbound_at: string | null;
        };
        Message: {
            /**
             * @description WhatsApp's ID of the message.
             * @example wamid.HBg...
             */
            message_id: string;
            /**
             * @description When the message was sent, in Unix seconds, as a text.
             * @example 1705395000
             */
            timestamp: string;
            /**
             * @description Kind of the message.
             * @example text
             */
            type: string;
            /**
             * @description inbound from the patient, outbound from the clinic.
             * @example inbound
             */
            direction: string;
            /**
             * @description How far the message has come.
             * @example delivered
             */
            status: string;
            /**
             * @description Whether the provider has processed the message.
             * @example processed
             */
            processing_status: string | null;
            /**
             * @description Where the message entered, the API or the clinic's WhatsApp Business app.
             * @example cloud_api
             */
            origin: string | null;
            /**
             * @description The number that sent the message.
             * @example 12015550101
             */
            from_phone_number: string | null;
            /**
             * @description The number that received the message.
             * @example 12025550101
             */
            to_phone_number: string | null;
            /**
             * @description The patient's name in WhatsApp.
             * @example Example Patient
             */
            contact_name: string | null;
            /**
             * @description Text of the message, or the caption of an attachment.
             * @example Hello, I need help with my appointment.
             */
            content: string | null;
            /**
             * @description Whether the message carries an attachment.
             * @example false
             */
            has_media: boolean;
        };
    };
    responses: {
        /** @description The provider ID or the HCI code is unknown. */
        InvalidProvider: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Provider or HCI code is invalid."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The provider ID or the HCI code is unknown, or the request body does not fit. */
        InvalidProviderOrBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The provider ID or the HCI code is unknown, or a query or path parameter does not fit. */
        InvalidProviderOrQuery: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The API key or the HCI code does not belong to the provider. */
        AuthenticationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Authentication failed."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The sender number has not been claimed. */
        SenderNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Sender number was not found."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description A limit is used up. With Retry-After it ends by itself; without, it may be a quota or an expired key. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Too many requests."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * @description The claimed number to act for, in digits with the country code.
         * @example 12025550101
         */
        SenderPhoneNumber: string;
        /** @description How many rows one page holds at most. */
        Limit: number;
        /** @description Cursor from paging.next, for the page that follows. */
        After: string;
        /** @description Cursor from paging.previous, for the page that precedes. */
        Before: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type PhoneDigits = components['schemas']['PhoneDigits'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type Paging = components['schemas']['Paging'];
export type OnboardingLinkRequest = components['schemas']['OnboardingLinkRequest'];
export type OnboardingLink = components['schemas']['OnboardingLink'];
export type ClaimRequest = components['schemas']['ClaimRequest'];
export type PhoneNumber = components['schemas']['PhoneNumber'];
export type DynamicField = components['schemas']['DynamicField'];
export type Template = components['schemas']['Template'];
export type TemplateMessageRequest = components['schemas']['TemplateMessageRequest'];
export type TemplateMessageResult = components['schemas']['TemplateMessageResult'];
export type Conversation = components['schemas']['Conversation'];
export type Message = components['schemas']['Message'];
export type ResponseInvalidProvider = components['responses']['InvalidProvider'];
export type ResponseInvalidProviderOrBody = components['responses']['InvalidProviderOrBody'];
export type ResponseInvalidProviderOrQuery = components['responses']['InvalidProviderOrQuery'];
export type ResponseAuthenticationFailed = components['responses']['AuthenticationFailed'];
export type ResponseSenderNotFound = components['responses']['SenderNotFound'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ParameterSenderPhoneNumber = components['parameters']['SenderPhoneNumber'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterAfter = components['parameters']['After'];
export type ParameterBefore = components['parameters']['Before'];
export type $defs = Record<string, never>;
export interface operations {
    createOnboardingLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingLinkRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OnboardingLink"];
                    };
                };
            };
            400: components["responses"]["InvalidProviderOrBody"];
            401: components["responses"]["AuthenticationFailed"];
            429: components["responses"]["TooManyRequests"];
            /** @description The WhatsApp provider could not create the customer or the link. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Onboarding link could not be created."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    claimPhoneNumber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description The claimed number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PhoneNumber"];
                    };
                };
            };
            400: components["responses"]["InvalidProviderOrBody"];
            401: components["responses"]["AuthenticationFailed"];
            /** @description The number has not completed WhatsApp onboarding. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Phone number was not found."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The number is not connected yet, or another organisation has claimed it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Phone number cannot be claimed."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    listPhoneNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All claimed numbers; this list has no pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PhoneNumber"][];
                    };
                };
            };
            400: components["responses"]["InvalidProvider"];
            401: components["responses"]["AuthenticationFailed"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All templates in every language and status; this list has no pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Template"][];
                    };
                };
            };
            400: components["responses"]["InvalidProvider"];
            401: components["responses"]["AuthenticationFailed"];
            404: components["responses"]["SenderNotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    sendTemplateMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMessageRequest"];
            };
        };
        responses: {
            /** @description WhatsApp accepted the message. Delivery shows later, in the message's status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateMessageResult"];
                };
            };
            /** @description A dynamic field is missing, unknown or empty, or the template is not approved. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["AuthenticationFailed"];
            /** @description The sender has not been claimed, or has no such template in that language. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Sender number or template was not found."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /**
                 * @description Only conversations with this patient's number, in digits with the country code.
                 * @example 12015550101
                 */
                recipient_phone_number?: components["schemas"]["PhoneDigits"];
                /** @description How many rows one page holds at most. */
                limit?: components["parameters"]["Limit"];
                /** @description Cursor from paging.next, for the page that follows. */
                after?: components["parameters"]["After"];
                /** @description Cursor from paging.previous, for the page that precedes. */
                before?: components["parameters"]["Before"];
            };
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of conversations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"][];
                        paging: components["schemas"]["Paging"];
                    };
                };
            };
            400: components["responses"]["InvalidProviderOrQuery"];
            401: components["responses"]["AuthenticationFailed"];
            404: components["responses"]["SenderNotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Only messages with (true) or without (false) an attachment. */
                has_media?: boolean;
                /** @description How many rows one page holds at most. */
                limit?: components["parameters"]["Limit"];
                /** @description Cursor from paging.next, for the page that follows. */
                after?: components["parameters"]["After"];
                /** @description Cursor from paging.previous, for the page that precedes. */
                before?: components["parameters"]["Before"];
            };
            header?: never;
            path: {
                /**
                 * @description The claimed number to act for, in digits with the country code.
                 * @example 12025550101
                 */
                sender_phone_number: components["parameters"]["SenderPhoneNumber"];
                /**
                 * @description ID of the conversation, a UUID.
                 * @example 817ad873-0d2b-401c-8a75-e106583b79a5
                 */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        paging: components["schemas"]["Paging"];
                    };
                };
            };
            400: components["responses"]["InvalidProviderOrQuery"];
            401: components["responses"]["AuthenticationFailed"];
            /** @description The sender has not been claimed, or has no such conversation. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
}
