// Whatever is sent as a form: never a 5xx, never a request that hangs, and nothing stored that cannot be shown.
import fc from 'fast-check';
import { apiSuite } from '../support/api-suite';

const RUNS = 300;
const suite = apiSuite();
const address = () => `/api/accounts/${suite().tenant.accountId}/brand-settings`;

const NAMES = ['name', 'brand_color', 'custom_domain', 'privacy_policy_url', 'icon', 'logo', 'apple_pay_merchant_key_file'];
const name = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', 'name"; x="', 'n'.repeat(500)),
  fc.string({ maxLength: 20 }),
);
const bytes = fc.oneof(
  fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'RIFF\0\0\0\0WEBP').map((head) => Buffer.from(head, 'latin1')),
  fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array)),
  fc.string({ maxLength: 50, unit: 'grapheme' }).map((text) => Buffer.from(text)),
  fc.constantFrom('#1a2b3c', 'acme.example', 'https://acme.example/', '\0', '\u202e', '4242424242424242').map((text) => Buffer.from(text)),
);
const part = fc.record({
  name,
  value: bytes,
  fileName: fc.option(fc.constantFrom('a.png', '', '../../etc/passwd', 'x"y', '\u00e9.png')),
  type: fc.option(fc.constantFrom('image/png', 'application/json', 'text/plain; charset=utf-16', 'multipart/mixed', ';')),
});

/** As a careless client would write it: nothing is escaped. */
function written(parts: readonly { name: string; value: Buffer; fileName: string | null; type: string | null }[], end: string): Buffer {
  const pieces = parts.flatMap(({ name: field, value, fileName, type }) => [
    Buffer.from(`--b\r\nContent-Disposition: form-data; name="${field}"${fileName === null ? '' : `; filename="${fileName}"`}\r\n`),
    Buffer.from(`${type === null ? '' : `Content-Type: ${type}\r\n`}\r\n`),
    value,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

const send = async (raw: Buffer, boundary = 'b'): Promise<number> => {
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return (await suite().tenant.client.send('PATCH', address(), { raw: new Uint8Array(raw), headers })).status;
};

describe('a form', () => {
  it('of any parts is taken or refused', async () => {
    const form = fc.tuple(fc.array(part, { maxLength: 8 }), fc.constantFrom('--b--\r\n', '--b--', '', '--b', '\r\n--b--\r\n'));
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(form, async ([parts, end]) => {
        const status = await send(written(parts, end));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) throw new Error(`${status} ${suite().api.ports.log.errors.splice(0).join('\n')}`);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 422])); // else nothing was looked at
    expect((await suite().tenant.client.get(`/api/accounts/${suite().tenant.accountId}`)).status).toBe(200);
  });

  it('of any bytes is refused, or is none', async () => {
    const boundary = fc.constantFrom('b', '', '"', 'b'.repeat(200), 'b; boundary=c');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), boundary, async (array, given) => {
        const status = await send(Buffer.from(array), given);
        if (status >= 500) throw new Error(`${status} ${suite().api.ports.log.errors.splice(0).join('\n')}`);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
  });
});
