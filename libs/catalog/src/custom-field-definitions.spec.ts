// Crashes and races around the claim on a field key: whatever is left behind, the key can be defined again, and only once.
import { Executor, Facts, Ids, Keyring, ResourceReads, SilentLog, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { InMemoryEventStore, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { contextFor, SkippingClock } from '@tillstream/event-sourcing/testing';
import {
  CreateCustomFieldDefinitionCommand, CreateCustomFieldDefinitionHandler,
} from './commands/create-custom-field-definition/create-custom-field-definition.handler'; // prettier-ignore
import {
  DeleteCustomFieldDefinitionCommand, DeleteCustomFieldDefinitionHandler,
} from './commands/delete-custom-field-definition/delete-custom-field-definition.handler'; // prettier-ignore
import { type CustomFieldDefinitionFields, unconstrained } from './core/custom-field-definition.fields';
import { CustomFieldDefinitions } from './custom-field-definitions';

const place = { accountId: contextFor('any').accountId, entityType: 'product' } as const;
const field = (fieldKey: string): CustomFieldDefinitionFields => ({
  fieldKey,
  entityType: 'product',
  dataType: 'text',
  isPersonal: false,
  displayName: 'n',
  description: null,
  constraints: unconstrained,
});

async function world() {
  const store = new InMemoryEventStore();
  const clock = new SkippingClock();
  const viewStore = new InMemoryViewStore(clock);
  await viewStore.moveCheckpoint(null, { generation: 'g', position: null, complete: true });
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock, log: new SilentLog() });
  const [ids, facts] = [new Ids('dev', new Keyring(Buffer.alloc(32, 1))), new Facts(reader, clock)];
  const definitions = new CustomFieldDefinitions(facts, ids);
  const creation = new CreateCustomFieldDefinitionHandler(executor, reader, definitions, ids);
  const deletion = new DeleteCustomFieldDefinitionHandler(executor, facts, new ResourceReads(viewStore, reader), definitions);
  return {
    store,
    viewStore,
    create: (command: string, fieldKey = 'color', requestHash = 'r') =>
      creation.execute(new CreateCustomFieldDefinitionCommand(contextFor(command, { requestHash }), field(fieldKey))),
    remove: (command: string, key: string) => deletion.execute(new DeleteCustomFieldDefinitionCommand(contextFor(command), key, 'color')),
    defined: async (name = 'color') => (await definitions.wanted({ [name]: 'x' }, place, 'fresh')).defined[name]?.definitionKey,
  };
}

/** The process dies at the next append to this category. */
function dieAtAppendTo(store: InMemoryEventStore, category: string): void {
  store.interceptor = {
    before({ operation, stream }) {
      if (operation !== 'append' || !stream?.startsWith(`${category}-`)) return;
      store.interceptor = {};
      throw new Error('died');
    },
  };
}

describe('a field key', () => {
  it('is claimed first and given back last', async () => {
    const { store, create, remove } = await world();
    await remove('delete', (await create('first')).resource.key);
    expect(store.events.map(({ type }) => type)).toEqual([
      'Claimed',
      'CustomFieldDefinitionCreated',
      'CustomFieldDefinitionDeleted',
      'ClaimReleased',
    ]);
  });
  it('that was claimed for a definition nobody made is defined by whoever asks next', async () => {
    const { store, create, defined } = await world();
    dieAtAppendTo(store, 'customFieldDefinition');
    await expect(create('first')).rejects.toThrow('died');
    expect(await defined()).toBeUndefined();
    const second = await create('second');
    expect([second.kind, await defined()]).toEqual(['accepted', second.resource.key]);
    expect(await create('first')).toMatchObject({ kind: 'rejected', reasons: [{ code: 'field-key-taken' }] });
    expect(await create('second')).toMatchObject({ kind: 'accepted', replayed: true, resource: { key: second.resource.key } });
  });
  it('that was claimed is defined by the repeat of the call', async () => {
    const { store, create, defined } = await world();
    dieAtAppendTo(store, 'customFieldDefinition');
    await expect(create('first')).rejects.toThrow('died');
    const again = await create('first');
    expect([again.kind, await defined()]).toEqual(['accepted', again.resource.key]);
  });
  it.each(['repeat', 'nobody'])('of a deleted definition that was not given back is free again: %s did it', async (who) => {
    const { store, create, remove, defined } = await world();
    const { key } = (await create('first')).resource;
    dieAtAppendTo(store, 'customFieldKey');
    await expect(remove('delete', key)).rejects.toThrow('died');
    expect(await defined()).toBeUndefined();
    if (who === 'repeat') expect(await remove('delete', key)).toMatchObject({ outcome: { kind: 'accepted' } });
    const second = await create('second');
    expect([second.kind, second.resource.key === key, await defined()]).toEqual(['accepted', false, second.resource.key]);
    expect(await remove('delete', key)).toMatchObject({ outcome: { kind: 'accepted' } }); // takes nothing from the new one
    expect(await defined()).toBe(second.resource.key);
  });
  it('is not blocked by a request that used the Idempotency-Key of another', async () => {
    const { create, defined } = await world();
    const twins = await Promise.all([create('same', 'color'), create('same', 'size', 'other request')]);
    expect(twins.map(({ kind }) => kind).sort()).toEqual(['accepted', 'rejected']);
    const loser = twins[0].kind === 'rejected' ? 'color' : 'size';
    expect(await defined(loser)).toBeUndefined();
    const made = await create('later', loser);
    expect([made.kind, await defined(loser)]).toEqual(['accepted', made.resource.key]);
  });
});

describe('a definition', () => {
  it('is not deleted while nobody can say how many values it has', async () => {
    const { viewStore, create, remove, defined } = await world();
    const { key } = (await create('first')).resource;
    viewStore.wipe();
    await expect(remove('delete', key)).rejects.toThrow('being rebuilt');
    expect(await defined()).toBe(key);
  });
});
