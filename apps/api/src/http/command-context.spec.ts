import { createSecretKey } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { commandContextOf } from './command-context';

const KEY = createSecretKey(Buffer.alloc(32, 1));
interface Given {
  readonly url?: string;
  readonly params?: object;
  readonly body?: unknown;
  readonly key?: string;
}
const context = ({ url = '/api/:account_id/things/:id', params = {}, body, key }: Given) => {
  const request = {
    method: 'POST', id: 'r1', ip: '203.0.113.7', principal: { actor: { kind: 'api_token', id: 'tok_1' }, scopes: [], accountId: 'acc_1' },
    params: { account_id: 'acc_1', id: 't1', ...params }, query: {}, body, headers: key === undefined ? {} : { 'idempotency-key': key },
    routeOptions: { url },
  }; // prettier-ignore
  return commandContextOf(request as object as FastifyRequest, KEY);
};

describe('the context of a command', () => {
  it('says who asked, from where, in which account and why', () =>
    expect(context({ key: 'k' })).toMatchObject({
      accountId: 'acc_1', actor: { kind: 'api_token', id: 'tok_1' }, net: '203.0.113.0/24', requestId: 'r1', reason: null,
    })); // prettier-ignore
  it('is the same command for the same key', () => {
    const [first, second] = [context({ key: 'k', body: { a: 1, b: 2 } }), context({ key: 'k', body: { b: 2, a: 1 } })];
    expect(second).toEqual(first);
    expect([first.correlationId, first.causationId]).toEqual([first.commandId, first.commandId]);
  });
  it.each([
    ['another key', { key: 'l' }],
    ['another account', { key: 'k', params: { account_id: 'acc_2' } }],
    ['another resource', { key: 'k', params: { id: 't2' } }],
    ['another call', { key: 'k', url: '/api/:account_id/others/:id' }],
    ['no key', {}],
  ])('is another command for %s', (_, given) => expect(context(given).commandId).not.toBe(context({ key: 'k' }).commandId));
  it('tells another body under the same key apart', () => {
    const [first, second] = [context({ key: 'k', body: { a: 1 } }), context({ key: 'k', body: { a: 2 } })];
    expect(second.commandId).toBe(first.commandId);
    expect(second.requestHash).not.toBe(first.requestHash);
  });
  it('is never the same without a key', () => expect(context({}).commandId).not.toBe(context({}).commandId));
});
