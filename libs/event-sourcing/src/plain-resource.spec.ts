import fc from 'fast-check';
import { fold } from './decider';
import { type PlainEvent, plainResource } from './plain-resource';
import { scenariosFor } from '@tillstream/event-sourcing/testing';

interface Shelf {
  readonly name: string;
  readonly note: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

const shelf = plainResource<Shelf, 'Shelf'>('shelf', 'Shelf');
const given = scenariosFor(shelf);
const fields: Shelf = { name: 'Top', note: null, labels: { a: '1', b: '2' } };
const created: PlainEvent<'Shelf', Shelf> = { type: 'ShelfCreated', data: fields };
const deleted: PlainEvent<'Shelf', Shelf> = { type: 'ShelfDeleted', data: {} };

describe('a plain resource', () => {
  it('is created once', () => {
    given().when({ type: 'Create', fields }).then(created);
    given(created).when({ type: 'Create', fields }).rejected({ code: 'already-exists' });
    given(created, deleted).when({ type: 'Create', fields }).rejected({ code: 'already-exists' });
  });

  it('is updated with what changed, and nothing else', () => {
    given(created)
      .when({ type: 'Update', changes: { name: 'Low', note: null, labels: { b: '2', a: '1' } } })
      .then({ type: 'ShelfUpdated', data: { name: 'Low' } });
    given(created)
      .when({ type: 'Update', changes: { labels: { a: '1' } } })
      .then({ type: 'ShelfUpdated', data: { labels: { a: '1' } } });
    given(created)
      .when({ type: 'Update', changes: { note: 'dusty' } })
      .then({ type: 'ShelfUpdated', data: { note: 'dusty' } });
  });

  it('is left alone by an update that changes nothing', () => {
    given(created).when({ type: 'Update', changes: {} }).nothing();
    given(created).when({ type: 'Update', changes: fields }).nothing();
    given(created)
      .when({ type: 'Update', changes: { labels: { b: '2', a: '1' } } })
      .nothing();
  });

  it('keeps what an update does not name', () => {
    const updated: PlainEvent<'Shelf', Shelf> = { type: 'ShelfUpdated', data: { note: 'dusty' } };
    expect(fold(shelf, [created, updated])).toEqual({ status: 'present', fields: { ...fields, note: 'dusty' } });
  });

  it('is deleted softly: its fields can still be seen', () => {
    given(created).when({ type: 'Delete' }).then(deleted);
    given(created, deleted).when({ type: 'Delete' }).nothing();
    given(created, deleted)
      .when({ type: 'Update', changes: { name: 'x' } })
      .rejected({ code: 'not-found' });
    expect(fold(shelf, [created, deleted])).toEqual({ status: 'deleted', fields });
  });

  it('is not found before it was created', () => {
    given().when({ type: 'Update', changes: {} }).rejected({ code: 'not-found' });
    given().when({ type: 'Delete' }).rejected({ code: 'not-found' });
  });

  it('has, after an update, exactly the fields asked for, and the same update again is nothing', () => {
    const change = fc.record(
      { name: fc.string(), note: fc.option(fc.string()), labels: fc.dictionary(fc.string(), fc.string()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, (changes) => {
        const before = fold(shelf, [created]);
        const decision = shelf.decide({ type: 'Update', changes }, before);
        const events = 'accepted' in decision ? decision.accepted : [];
        const after = events.reduce((state, event) => shelf.evolve(state, event), before);
        expect(after).toEqual({ status: 'present', fields: { ...fields, ...changes } });
        expect(shelf.decide({ type: 'Update', changes }, after)).toEqual({ accepted: [] });
      }),
    );
  });
});

describe('scenarios', () => {
  it('fail when something else was decided', () => {
    expect(() => given(created).when({ type: 'Delete' }).nothing()).toThrow();
    expect(() => given(created).when({ type: 'Delete' }).then(created)).toThrow();
    expect(() => given(created).when({ type: 'Delete' }).rejected({ code: 'not-found' })).toThrow();
  });

  it('fail when evolve changes its state', () => {
    const initial = { status: 'absent' as const };
    const careless = { ...shelf, initial, evolve: (state: ReturnType<typeof shelf.evolve>) => Object.assign(state, { seen: true }) };
    expect(() => scenariosFor(careless)(created, deleted).when({ type: 'Delete' })).toThrow(TypeError);
  });

  it('fail when an event does not survive JSON', () => {
    const note = new Date(0) as Date | string;
    const once = { ...plainResource<{ note: Date | string }, 'Shelf'>('shelf', 'Shelf') };
    const make = () => scenariosFor(once)().when({ type: 'Create', fields: { note } });
    expect(() => make().then({ type: 'ShelfCreated', data: { note } })).toThrow();
  });

  it('fail when the same command does the same again', () => {
    const eager = { ...shelf, decide: () => ({ accepted: [created] }) };
    expect(() => scenariosFor(eager)().when({ type: 'Create', fields }).then(created)).toThrow();
  });
});
