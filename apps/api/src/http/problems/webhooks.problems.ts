// How the refusals about webhook endpoints and their messages are answered.
import type { RedeliveryRejection, TestRejection, UrlProblem, WebhookEndpointRejection } from '@tillstream/webhooks';
import type { MessagesOf, ProblemsOf } from './problem';

type WebhooksRejection = WebhookEndpointRejection | RedeliveryRejection | TestRejection;

export const webhooksProblems: ProblemsOf<WebhooksRejection> = {
  'webhook-endpoint-not-found': {
    status: 404,
    title: 'No such webhook endpoint',
    sentence: 'No webhook endpoint of this account has this id.',
  },
  'webhook-endpoint-protected': {
    status: 400,
    title: 'The webhook endpoint is protected',
    sentence: 'This endpoint cannot be turned off.',
  },
  'webhook-endpoint-disabled': {
    status: 400,
    title: 'The webhook endpoint is turned off',
    sentence: 'Turn the endpoint on again first.',
  },
  'event-not-found': { status: 404, title: 'No such event', sentence: 'No event of this account has this id.' },
};

const URL_SAYS: Readonly<Record<UrlProblem, string>> = {
  malformed: 'must be an absolute URL',
  'not-https': 'must begin with https://',
  'has-credentials': 'must not hold a user name or password',
  'has-fragment': 'must not have a part after #',
  'forbidden-host': 'must name a host on the public internet',
};

export const webhooksMessages: MessagesOf<WebhooksRejection> = {
  'webhook-url-not-allowed': ({ problem }) => URL_SAYS[problem],
  'webhook-type-unknown': 'is no type of message; /webhook-endpoints/event-types lists them',
  'webhook-endpoint-not-found': 'names no webhook endpoint of this account',
};
