// What is wrong with a request's url and types: all faults at once, in the order of the request, each with its place.
import type { EndpointFacts } from './webhook-endpoint.commands';
import type { WebhookEndpointRejection } from './webhook-endpoint.rejections';

export const endpointFaults = ({ urlProblem, unknownTypes }: EndpointFacts): readonly WebhookEndpointRejection[] => [
  ...(urlProblem ? [{ code: 'webhook-url-not-allowed', loc: ['body', 'url'], problem: urlProblem } as const] : []),
  ...unknownTypes.map((place) => ({ code: 'webhook-type-unknown', loc: ['body', 'events', place] }) as const),
];
