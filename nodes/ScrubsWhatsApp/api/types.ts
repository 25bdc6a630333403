import type { components } from './schema';

type Schemas = components['schemas'];

export type OnboardingLinkRequest = Schemas['OnboardingLinkRequest'];
export type OnboardingLink = Schemas['OnboardingLink'];
export type PhoneNumber = Schemas['PhoneNumber'];
export type DynamicField = Schemas['DynamicField'];
export type Template = Schemas['Template'];
export type TemplateMessageRequest = Schemas['TemplateMessageRequest'];
export type TemplateMessageResult = Schemas['TemplateMessageResult'];
export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];
export type Paging = Schemas['Paging'];
