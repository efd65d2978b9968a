// The facts about a request's url and types, found out before the decision.
import { Injectable } from '@nestjs/common';
import type { EndpointFacts } from '../core/webhook-endpoint.commands';
import type { EndpointFields } from '../core/webhook-endpoint.events';
import { urlProblem } from '../core/endpoint-url';
import { MessageCatalog } from '../core/message-catalog';
import { isForbiddenHost, isLoopbackHost } from '../delivery/addresses';
import { WebhookSettings } from '../delivery/webhook-settings';

@Injectable()
export class EndpointInquiry {
  constructor(
    private readonly catalog: MessageCatalog,
    private readonly settings: WebhookSettings,
  ) {}

  /** Names are not resolved here: what they resolve to is checked at each connection. */
  facts({ url, events = [] }: Partial<Pick<EndpointFields, 'url' | 'events'>>): EndpointFacts {
    const rules = { allowInsecure: this.settings.allowInsecure, isLoopback: isLoopbackHost, isForbidden: isForbiddenHost };
    const unknownTypes = events.flatMap((type, place) => (type === '*' || this.catalog.knows(type) ? [] : [place]));
    return { urlProblem: url === undefined ? null : urlProblem(url, rules), unknownTypes };
  }
}
