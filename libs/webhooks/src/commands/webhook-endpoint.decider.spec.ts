import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { WebhookEndpointEvent } from '../core/webhook-endpoint.events';
import { webhookEndpoint } from './webhook-endpoint.decider';

const given = scenariosFor(webhookEndpoint);
const secret = (c: string) => ({ k: 'webhook', c, h: 'h' });
const fields = { url: 'https://shop.example/hook', events: ['*'], description: null, ordered: false };
const fine = { urlProblem: null, unknownTypes: [] };
const create = { type: 'CreateWebhookEndpoint', fields, secret: secret('one'), facts: fine } as const;
const created: WebhookEndpointEvent = { type: 'WebhookEndpointCreated', data: { ...fields, isProtected: false, secret: secret('one') } };
const guarded: WebhookEndpointEvent = { ...created, data: { ...created.data, isProtected: true } };
const off: WebhookEndpointEvent = { type: 'WebhookEndpointUpdated', data: { isActive: false } };
const disabled: WebhookEndpointEvent = { type: 'WebhookEndpointDisabled', data: { reason: 'gone' } };
const missing = { code: 'webhook-endpoint-not-found' } as const;

describe('create webhook endpoint', () => {
  it('is told from now on', () => given().when(create).then(created));
  it('names every fault with its place', () =>
    given()
      .when({ ...create, facts: { urlProblem: 'not-https', unknownTypes: [0, 2] } })
      .rejected(
        { code: 'webhook-url-not-allowed', loc: ['body', 'url'], problem: 'not-https' },
        { code: 'webhook-type-unknown', loc: ['body', 'events', 0] },
        { code: 'webhook-type-unknown', loc: ['body', 'events', 2] },
      ));
});

describe('update webhook endpoint', () => {
  const update = (changes: object) => ({ type: 'UpdateWebhookEndpoint', changes, facts: fine }) as const;

  it('writes what differs', () =>
    given(created)
      .when(update({ url: 'https://shop.example/two', events: ['*'], description: 'new' }))
      .then({ type: 'WebhookEndpointUpdated', data: { url: 'https://shop.example/two', description: 'new' } }));
  it('writes nothing when nothing differs', () =>
    given(created)
      .when(update({ events: ['*'] }))
      .nothing());
  it('turns it on again', () =>
    given(created, disabled)
      .when(update({ isActive: true }))
      .then({ type: 'WebhookEndpointUpdated', data: { isActive: true } }));
  it('needs an endpoint', () => given().when(update({})).rejected(missing));
  it('does not turn off a protected one', () =>
    given(guarded)
      .when(update({ isActive: false }))
      .rejected({ code: 'webhook-endpoint-protected' }));
  it('names its faults', () =>
    given(created)
      .when({ ...update({ url: 'x' }), facts: { ...fine, urlProblem: 'malformed' } })
      .rejected({ code: 'webhook-url-not-allowed', loc: ['body', 'url'], problem: 'malformed' }));
});

describe('turn off webhook endpoint', () => {
  const turnOff = { type: 'TurnOffWebhookEndpoint' } as const;

  it('stops it', () => given(created).when(turnOff).then(off));
  it('is fine twice', () => given(created, off).when(turnOff).nothing());
  it('needs an endpoint', () => given().when(turnOff).rejected(missing));
  it('is refused by a protected one', () => given(guarded).when(turnOff).rejected({ code: 'webhook-endpoint-protected' }));
});

describe('roll webhook secret', () => {
  const roll = { type: 'RollWebhookSecret', secret: secret('two'), previousUntil: 99 } as const;
  const rolled: WebhookEndpointEvent = { type: 'WebhookEndpointSecretRolled', data: { secret: secret('two'), previousUntil: 99 } };

  it('keeps the old secret for a while', () => {
    given(created).when(roll).then(rolled);
    const state = [created, rolled].reduce(webhookEndpoint.evolve, webhookEndpoint.initial);
    expect(state).toMatchObject({ secret: secret('two'), previous: { secret: secret('one'), until: 99 } });
  });
  it('needs an endpoint', () => given().when(roll).rejected(missing));
});

describe('disable webhook endpoint', () => {
  const disable = { type: 'DisableWebhookEndpoint', reason: 'gone' } as const;

  it('stops it and says why', () => {
    given(created).when(disable).then(disabled);
    expect([created, disabled].reduce(webhookEndpoint.evolve, webhookEndpoint.initial)).toMatchObject({
      isActive: false,
      disabledReason: 'gone',
    });
  });
  it('leaves one alone that is off', () => given(created, off).when(disable).nothing());
  it('needs an endpoint', () => given().when(disable).rejected(missing));
});
