// The brand of an account: a form with pictures, which are kept in the event store and served from our own origin.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';

interface Brand {
  readonly name: string | null;
  readonly legal_name: string | null;
  readonly privacy_policy_url: string | null;
  readonly icon_url: string | null;
  readonly logo_url: string | null;
}
interface Account {
  readonly id: string;
  readonly settings: { readonly brand_settings: Brand };
}

const suite = apiSuite();
const MAX_BYTES = 524_288;
const address = (accountId = suite().tenant.accountId) => `/api/accounts/${accountId}/brand-settings`;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff, 0xe0];
const WEBP = [...Buffer.from('RIFF'), 1, 2, 3, 4, ...Buffer.from('WEBP')];

/** Begins as told, and is then full of bytes that differ. */
function picture(head: readonly number[], size = 2_000): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256);
  bytes.set(head);
  return bytes;
}

function form(parts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') made.append(name, value);
    else made.append(name, new Blob([value], { type: 'text/html' }), 'page.html'); // what it is called is not believed
  }
  return made;
}

const send = (parts: Parameters<typeof form>[0], headers: Readonly<Record<string, string>> = {}) =>
  suite().tenant.client.send<Account>('PATCH', address(), { form: form(parts), headers });

async function fetched(url: string | null): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
  const response = await fetch(String(url).replace('http://pay.test', suite().api.baseUrl));
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

describe('brand settings', () => {
  it('are changed by a form, answered with the whole account, and shown to buyers', async () => {
    const { client, base } = suite().tenant;
    const logo = picture(PNG);
    const words = { name: 'Acme Shop', brand_color: '#112233', legal_name: 'Acme Ltd', privacy_policy_url: 'https://acme.example/privacy' };
    const changed = await send({ ...words, logo });
    expect(changed.body).toMatchObject({ id: suite().tenant.accountId, settings: { brand_settings: { ...words, icon_url: null } } });
    expect((await client.get(`/api/accounts/${suite().tenant.accountId}`)).body).toEqual(changed.body);
    const { logo_url } = changed.body.settings.brand_settings;
    expect(logo_url).toMatch(/^http:\/\/pay\.test\/brand-files\/[0-9A-Za-z]{20}\/[0-9a-f]{64}\.png$/);
    await suite().api.ports.clock.advance(2_001); // settings may be two seconds old
    const urls = { success_url: 'https://shop.example/a', return_url: 'https://shop.example/b' };
    const session = await client.post<{ secure_token: string }>(`${base}/checkout-sessions`, urls);
    const buyer = (await (await fetch(`${suite().api.baseUrl}/api/checkout/${session.body.secure_token}`)).json()) as { brand: object };
    expect(buyer.brand).toEqual({
      name: 'Acme Shop',
      color: '#112233',
      legal_name: 'Acme Ltd',
      privacy_policy_url: 'https://acme.example/privacy',
      terms_of_service_url: null,
      logo_url: new URL(logo_url ?? '').pathname,
    });
  });

  it('stay as they are where a part is empty or absent, and without a body', async () => {
    const before = await send({ name: 'Kept', icon: picture(JPEG) });
    const after = await send({ name: '', icon: new Uint8Array(), legal_name: '' });
    expect(after.body).toEqual(before.body);
    expect((await suite().tenant.client.patch<Account>(address())).body).toEqual(before.body);
  });

  it.each([
    ['PNG', PNG, 'image/png'],
    ['JPEG', JPEG, 'image/jpeg'],
    ['WebP', WEBP, 'image/webp'],
  ])('take a %s as large as allowed and serve it as what it is, for ever', async (_name, head, type) => {
    const bytes = picture(head, MAX_BYTES);
    const { icon_url } = (await send({ icon: bytes })).body.settings.brand_settings;
    const served = await fetched(icon_url);
    expect(served.status).toBe(200);
    expect(Buffer.compare(served.bytes, bytes)).toBe(0);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('keep a picture once, in appends that the store takes, also when the request is repeated', async () => {
    const headers = { 'idempotency-key': 'brand-1' };
    const parts = { logo: picture(PNG, 300_000), name: 'Once' };
    const first = await send(parts, headers);
    const again = await send(parts, headers);
    const elsewhere = await send({ icon: parts.logo });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { icon_url, logo_url } = elsewhere.body.settings.brand_settings;
    expect(icon_url).toBe(logo_url);
    const stream = `brandFile-${/brand-files\/(\w+)\//.exec(logo_url ?? '')?.[1] ?? ''}`;
    const events = suite().api.ports.eventStore.events.filter((event) => event.stream === stream);
    expect(events.map(({ type }) => type)).toEqual(['BrandFileBegun', ...Array<string>(3).fill('BrandFilePieceStored')]);
    for (const { data } of events) expect(JSON.stringify(data).length).toBeLessThan(200_000);
    expect(problemOf(await send({ ...parts, name: 'Twice' }, headers))).toBe('422 idempotency-key-reused');
  });

  it('go on from the piece where a crash stopped', async () => {
    const { eventStore } = suite().api.ports;
    const logo = picture(WEBP, 400_000);
    let appends = 0;
    eventStore.interceptor = {
      before: ({ operation, stream }) => {
        if (operation === 'append' && stream?.startsWith('brandFile-') && ++appends === 3) throw new Error('the process died');
      },
    };
    expect((await send({ logo })).status).toBe(500);
    suite().api.ports.log.errors.length = 0; // that bug is ours
    eventStore.interceptor = {};
    const { logo_url } = (await send({ logo })).body.settings.brand_settings;
    expect(Buffer.compare((await fetched(logo_url)).bytes, logo)).toBe(0);
  });

  it('tell every fault with its place', async () => {
    const svg = new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
    const faults = faultsOf(
      await send({
        brand_color: 'blue',
        privacy_policy_url: 'javascript:alert(1)',
        terms_of_service_url: 'https://user:secret@acme.example/',
        custom_domain: 'https://acme.example',
        icon: svg,
        logo: picture(PNG, MAX_BYTES + 1),
        favicon: picture(PNG),
        apple_pay_merchant_key_file: picture([1, 2, 3]),
      }),
    );
    expect([...faults].sort()).toEqual([
      'body.brand_color wrong-format',
      'body.custom_domain wrong-format',
      'body.favicon unknown-field',
      'body.icon wrong-format',
      'body.logo too-large',
      'body.privacy_policy_url wrong-format',
      'body.terms_of_service_url wrong-format',
    ]);
    expect(faultsOf(await send({ logo: 'not a file', name: picture(PNG) }))).toEqual(['body.logo not-file', 'body.name not-text']);
    const twice = form({ name: 'A' });
    twice.append('name', 'B');
    expect(faultsOf(await suite().tenant.client.send('PATCH', address(), { form: twice }))).toEqual(['body.name repeated-field']);
  });

  it('take nothing but a form, and other calls take no form', async () => {
    const { client, base } = suite().tenant;
    expect(problemOf(await client.patch(address(), { name: 'JSON' }))).toBe('415 unsupported-media-type');
    expect(problemOf(await client.send('POST', `${base}/products`, { form: form({ name: 'Mug' }) }))).toBe('415 unsupported-media-type');
    expect(problemOf(await client.send('PATCH', address(), { form: form({ name: 'x' }), token: null }))).toBe('401 unauthenticated');
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await client.send('PATCH', address(), { raw: 'no parts at all', headers })).status).toBe(400);
    expect((await client.send('PATCH', address(), { raw: '--x\r\nno', headers: { 'content-type': 'multipart/form-data' } })).status).toBe(
      400,
    );
    expect(problemOf(await send({ legal_name: 'x'.repeat(20_000) }))).toBe('413 body-too-large');
  });

  it('leave no address for what is not there', async () => {
    const { logo_url } = (await send({ logo: picture(PNG) })).body.settings.brand_settings;
    for (const wrong of [
      logo_url?.replace('.png', '.jpg'),
      logo_url?.replace(/[0-9a-f]{64}/, '0'.repeat(64)),
      logo_url?.replace(/files\/\w{20}/, 'files/x'),
    ])
      expect((await fetched(wrong ?? null)).status).toBe(404);
  });

  it('of an account that is not there are not changed', async () => {
    const operator = await newTenant(suite().anonymous, ['operator']);
    const before = suite().api.ports.eventStore.events.length;
    const nobody = address('acc_dev_00000000000000000000');
    expect(problemOf(await operator.client.send('PATCH', nobody, { form: form({ logo: picture(PNG, 3_000) }) }))).toBe('404 not-found');
    expect(suite().api.ports.eventStore.events).toHaveLength(before);
  });
});
