// The calls about accounts, webhook endpoints and events, as a client writes them from the contract.
import { z } from 'zod';
import type { Sent } from '../api-client';
import * as model from './accounts.models';
import { query, type StrictCaller } from './strict-caller';
import { page } from './words';

type Wish = Readonly<Record<string, unknown>>;
const nothing = z.undefined();

/** @param operator may create accounts */
export const accountCalls = (api: StrictCaller, operator: StrictCaller) => {
  const own = `/api/accounts/${api.accountId}`;
  return {
    create: (body: Wish & { readonly name: string; readonly organization_id: string }) =>
      operator.post(model.account, '/api/accounts/', body),
    list: () => api.get(z.array(model.account), '/api/accounts/'),
    get: () => api.get(model.account, own),
    ofOrganization: (id: string) => api.get(z.array(model.account), `/api/accounts/organization/${id}`),
    checkoutSettings: () => api.get(model.checkoutSettings, `${own}/checkout-settings`),
    changeCheckoutSettings: (body: Wish) => api.patch(model.checkoutSettings, `${own}/checkout-settings`, body),
    fraudSettings: () => api.get(model.fraudSettings, `${own}/fraud-settings`),
    changeFraudSettings: (body: Wish) => api.patch(model.fraudSettings, `${own}/fraud-settings`, body),
    changeDefaultRoute: (id: string | null) =>
      api.patch(model.defaultRoute, `${own}/default-processor-route`, { default_processor_route_id: id }),
    defaultRoute: () => api.get(model.defaultRoute, `${own}/default-processor-route`),
    changeDefaultProcessor: (id: string | null) =>
      api.patch(model.defaultProcessor, `${own}/default-processor`, { default_processor_id: id }),
    defaultProcessor: () => api.get(model.defaultProcessor, `${own}/default-processor`),
    tokens: () => api.get(page(model.apiToken), `${own}/api-tokens`),
    issueToken: (body: Wish) => api.post(model.issuedToken, `${own}/api-tokens`, body),
    rotateToken: (id: string) => api.post(model.issuedToken, `${own}/api-tokens/${id}/rotate`),
    token: (id: string) => api.get(model.apiToken, `${own}/api-tokens/${id}`),
    changeBrand: (fields: Readonly<Record<string, string>>) =>
      api.call(model.account, { method: 'PATCH', path: `${own}/brand-settings`, ...form(fields) }),
    revokeToken: (id: string) => api.delete(nothing, `${own}/api-tokens/${id}`),
  };
};

export const webhookCalls = (api: StrictCaller) => ({
  types: () => api.get(z.unknown(), '/webhook-endpoints/event-types'),
  list: () => api.get(page(model.webhookEndpoint), '/webhook-endpoints/'),
  create: (body: Wish & { readonly url: string; readonly events: readonly string[] }) =>
    api.post(model.webhookEndpointWithSecret, '/webhook-endpoints/', body),
  get: (id: string) => api.get(model.webhookEndpoint, `/webhook-endpoints/${id}`),
  update: (id: string, body: Wish) => api.patch(model.webhookEndpoint, `/webhook-endpoints/${id}`, body),
  revealByGet: (id: string) => api.get(model.webhookEndpointWithSecret, `/webhook-endpoints/${id}/reveal-secret`),
  reveal: (id: string) => api.post(model.webhookEndpointWithSecret, `/webhook-endpoints/${id}/reveal-secret`),
  roll: (id: string) => api.post(model.webhookEndpointWithSecret, `/webhook-endpoints/${id}/roll-secret`, { ttl_seconds: 60 }),
  test: (id: string) => api.post(z.unknown(), `/webhook-endpoints/${id}/test`),
  remove: (id: string) => api.delete(model.webhookEndpoint, `/webhook-endpoints/${id}`),
});

export const eventCalls = (api: StrictCaller) => ({
  list: (parameters: Record<string, string>) => api.get(page(model.event), `/events/${query(parameters)}`),
  get: (id: string) => api.get(model.event, `/events/${id}`),
  full: (id: string) => api.get(model.fullEvent, `/events/${id}/full`),
  deliveries: (id: string) => api.get(z.array(model.delivery), `/events/${id}/deliveries`),
  redeliver: (id: string, body?: Wish) => api.post(z.unknown(), `/events/${id}/redeliver`, body),
});

export const operationCalls = (api: StrictCaller) => ({
  live: () => api.get(z.object({ status: z.literal('ok') }), '/health/live'),
  ready: () => api.get(z.object({ status: z.enum(['ok', 'degraded']) }), '/health/ready'),
});

/** `multipart/form-data`, as `fetch` writes it but with a boundary of our own. */
function form(fields: Readonly<Record<string, string>>): Sent {
  const boundary = 'strict-client';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { raw: `${parts.join('')}--${boundary}--\r\n`, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
