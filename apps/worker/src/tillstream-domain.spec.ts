import { SecureTokens } from '@tillstream/checkout';
import { Ids, Keyring, type RecordedEvent } from '@tillstream/event-sourcing';
import { domainMessages, domainProcesses } from '@tillstream/runtime';
import { MessageCatalog, renderMessage, toldMessages, webhookEndpointMessages } from '@tillstream/webhooks';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { InMemoryWorld } from './testing/in-memory-worker';
import { tillstreamDomain } from './tillstream-domain';

const keyring = new Keyring(Buffer.alloc(32));
const catalog = new MessageCatalog([...domainMessages(new SecureTokens(keyring, 'http://pay.test')), webhookEndpointMessages]);
const ajv = addFormats(new Ajv({ strict: false }));

describe('the catalogue of messages', () => {
  it.each(catalog.types.map((type) => [type.type, type] as const))(
    '%s has a sample that keeps to its schema',
    (_name, { schema, sample }) => {
      ajv.validate(schema, sample);
      expect(ajv.errors ?? []).toEqual([]);
    },
  );

  it('says of a disabled endpoint what its schema says', () => {
    const secret = { k: 'k', c: 'c', h: 'h' };
    const fields = { url: 'https://a.example/', events: ['*'], description: null, ordered: false, isProtected: false, secret };
    const events = [event(0, 'WebhookEndpointCreated', fields), event(1, 'WebhookEndpointDisabled', { reason: 'gone' })];
    const [told] = toldMessages(webhookEndpointMessages, events);
    if (!told) throw new Error('nothing was told');
    const { object, previousAttributes } = renderMessage(told, { ids: new Ids('dev', keyring), open: () => null });
    ajv.validate(catalog.types.find(({ type }) => type === told.type)?.schema ?? false, object);
    expect(ajv.errors ?? []).toEqual([]);
    expect(previousAttributes).toMatchObject({ is_active: true, disabled_reason: null });
    expect(JSON.stringify(object)).not.toContain('secret');
  });
});

it('knows the category of every process', () => {
  const { views } = tillstreamDomain(new InMemoryWorld(), 'http://pay.test');
  for (const { category } of domainProcesses) expect(views.get(category)).toBeDefined();
});

const event = (revision: number, type: string, data: object): RecordedEvent => ({
  id: `id-${revision}`, type, data, stream: 'webhookEndpoint-4Zr8Qm1xYtB6nKc0VdLs', revision, position: BigInt(revision),
  metadata: {
    v: 1, accountId: 'acc_dev_7Hq2Wn5vRfD9jXe3TbPz', at: 1_900_000_000_000 + revision, actor: { kind: 'system', id: null }, commandId: '',
    requestHash: '', requestId: null, $correlationId: '', $causationId: '', net: null, reason: null, prevHash: null, hash: '',
  },
}); // prettier-ignore
