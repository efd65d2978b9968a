// What /events tells of products, prices, customers, coupons and promotion codes: each change once, whole, as the published schema says, with what was different before.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { apiSuite } from '../support/api-suite';

interface Told {
  readonly type: string;
  readonly version: number;
  readonly data: Record<string, unknown>;
  readonly previous_data: Record<string, unknown> | null;
}

const suite = apiSuite();
const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));

const create = async (collection: string, body: object): Promise<string> => {
  const { client, base } = suite().tenant;
  const created = await client.post<{ id: string }>(`${base}/${collection}/`, body);
  expect(created.status).toBe(200);
  return created.body.id;
};

/** All news of one resource, oldest first, each checked against the schema of its type. */
async function newsOf(id: string): Promise<readonly Told[]> {
  const { client, base } = suite().tenant;
  const { body } = await client.get<{ items: Told[] }>(`${base}/events/?aggregate_id=${id}`);
  const types = await client.get<{ items: { type: string; schema: object }[] }>(`${base}/webhook-endpoints/event-types`);
  const told = [...body.items].sort((left, right) => left.version - right.version);
  for (const { type, data } of told) {
    ajv.validate(types.body.items.find((known) => known.type === type)?.schema ?? false, data);
    expect([type, ajv.errors]).toEqual([type, null]);
  }
  return told;
}

const withoutTime = ({ updated_at: _, ...rest }: Record<string, unknown>) => rest;

describe('the news of the catalog', () => {
  it('tell a product from creation to deletion, and nothing of what changed nothing', async () => {
    const { client, base } = suite().tenant;
    const id = await create('products', { name: 'Mug', metadata: { shelf: 'A3' } });
    await client.patch(`${base}/products/${id}`, { name: 'Cup' });
    await client.patch(`${base}/products/${id}`, { name: 'Cup' });
    await client.delete(`${base}/products/${id}`);
    const [created, updated, deleted, ...more] = await newsOf(id);
    expect(more).toEqual([]);
    expect(created).toMatchObject({ type: 'product.created', version: 1, data: { id, name: 'Mug' }, previous_data: null });
    expect(updated).toMatchObject({ type: 'product.updated', version: 2, data: { id, name: 'Cup', metadata: { shelf: 'A3' } } });
    expect(withoutTime(updated?.previous_data ?? {})).toEqual({ name: 'Mug' });
    expect(deleted).toMatchObject({ type: 'product.deleted', version: 3, data: { id, is_active: false } });
    expect(withoutTime(deleted?.previous_data ?? {})).toEqual({ is_active: true });
  });

  it('tell a price with its terms', async () => {
    const { client, base } = suite().tenant;
    const product_id = await create('products', { name: 'Mug' });
    const tiers = [{ units_upto: 10, unit_amount_atom: 500 }, { units_upto: null, unit_amount_atom: 400, flat_amount_atom: 100 }]; // prettier-ignore
    const tier_amount_info = { mode: 'graduated', amount_atoms: tiers };
    const id = await create('prices', {
      product_id,
      currency: 'USD',
      pricing_type: 'one_time',
      billing_scheme: 'tiered',
      tier_amount_info,
    });
    await client.patch(`${base}/prices/${id}`, { is_active: false });
    const [created, updated] = await newsOf(id);
    expect(created).toMatchObject({
      type: 'price.created',
      data: { id, product_id, currency: 'usd', tier_amount_info: { mode: 'graduated' } },
    });
    expect(updated).toMatchObject({ type: 'price.updated', data: { is_active: false }, previous_data: { is_active: true } });
  });

  it('tell a customer with his personal values, until he is erased', async () => {
    const { client, base } = suite().tenant;
    const id = await create('customers', { email: 'ada@example.com', first_name: 'Ada', address: { city: 'London' } });
    await client.put(`${base}/customers/${id}`, { first_name: 'Augusta' });
    const before = await newsOf(id);
    expect(before[0]).toMatchObject({ type: 'customer.created', data: { email: 'ada@example.com', address: { city: 'London' } } });
    expect(withoutTime(before[1]?.previous_data ?? {})).toEqual({ name: 'Ada', first_name: 'Ada' });
    await client.post(`${base}/customers/${id}/erase`);
    const after = await newsOf(id);
    expect(after.map(({ type }) => type)).toEqual(['customer.created', 'customer.updated', 'customer.deleted']);
    expect(JSON.stringify(after)).not.toMatch(/ada@example|Augusta|London/);
    expect(after[2]).toMatchObject({ data: { id, email: null, address: null } });
    expect(withoutTime(after[2]?.previous_data ?? {})).toEqual({});
  });

  it('tell a coupon and its code, and not that they were used', async () => {
    const { client, base } = suite().tenant;
    const product_id = await create('products', { name: 'Mug' });
    const id = await create('coupons', { discount_type: 'percent_off', percent_off: 20, product_ids: [product_id] });
    const restrictions = { minimum_amount: '49.90', minimum_amount_currency: 'usd' };
    const codeId = await create('promotion-codes', { coupon_id: id, code: 'Told', restrictions });
    await client.post(`${base}/promotion-codes/redeem`, { code: 'told' });
    await client.put(`${base}/promotion-codes/${codeId}`, { active: false });
    await client.delete(`${base}/promotion-codes/${codeId}`);
    await client.post(`${base}/coupons/${id}/deactivate`);
    await client.delete(`${base}/coupons/${id}`);
    const [coupon, code] = [await newsOf(id), await newsOf(codeId)];
    expect(coupon).toMatchObject([
      { type: 'coupon.created', data: { id, percent_off: 20, status: 'active', product_ids: [product_id] } },
      { type: 'coupon.updated', data: { status: 'inactive' }, previous_data: { status: 'active' } },
      { type: 'coupon.deleted', data: { status: 'deleted' } },
    ]);
    expect(code).toMatchObject([
      { type: 'promotion_code.created', data: { coupon_id: id, code: 'Told', restrictions: { minimum_amount: 49.9 } } },
      { type: 'promotion_code.updated', data: { active: false }, previous_data: { active: true } },
      { type: 'promotion_code.deleted', data: { id: codeId, active: false } },
    ]);
  });
});
