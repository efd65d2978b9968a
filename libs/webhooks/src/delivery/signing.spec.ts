import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { signedHeaders } from './signing';

const secret = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const body = '{"id":"evt_dev_x","größe":1}';
const at = Date.now();
const unsigned = { id: 'evt_dev_x', type: 'checkout_session.completed', deliveryId: 'del_dev_y', body, at };
const [current, previous] = [secret(1), secret(2)];

describe('signatures', () => {
  it('are verified by the published Standard Webhooks library', () => {
    const headers = signedHeaders(unsigned, { current, previous: null });
    expect(new Webhook(current).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(previous).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(current).verify(`${body} `, headers)).toThrow('No matching signature');
    expect(() => new Webhook(current).verify(body, { ...headers, 'webhook-id': 'evt_dev_z' })).toThrow('No matching signature');
  });

  it('are of both secrets during a roll', () => {
    const headers = signedHeaders(unsigned, { current, previous });
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const either of [current, previous]) expect(new Webhook(either).verify(body, headers)).toBeDefined();
  });

  it('are a hex HMAC of the raw body with the secret as shown, the old one during a roll', () => {
    const expected = (key: string) => createHmac('sha256', key).update(body).digest('hex');
    expect(signedHeaders(unsigned, { current, previous: null })['x-webhook-signature']).toBe(expected(current));
    expect(signedHeaders(unsigned, { current, previous })['x-webhook-signature']).toBe(expected(previous));
  });

  it('come with the names of the message, its type and this attempt', () => {
    expect(signedHeaders(unsigned, { current, previous: null })).toMatchObject({
      'webhook-id': 'evt_dev_x',
      'webhook-timestamp': String(Math.floor(at / 1_000)),
      'x-webhook-event-id': 'evt_dev_x',
      'x-webhook-event-type': 'checkout_session.completed',
      'x-webhook-delivery-id': 'del_dev_y',
    });
  });
});
