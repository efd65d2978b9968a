import { customFieldFaults, MOST_VALUES } from './custom-field.faults';
import { customFieldCounters, valuesOfDefinition, valuesOfOption } from './custom-field-counters';
import {
  customFieldChanges, type CustomFields, type CustomFieldsWish, type DefinedField, type WantedCustomFields, withCustomFields,
} from './custom-fields'; // prettier-ignore
import { renderCustomFields } from '../views/custom-fields.render';

const free = { isPersonal: false, min: null, max: null, options: null };
const note: DefinedField = { ...free, definitionKey: 'n1', dataType: 'text' };
const size: DefinedField = { ...free, definitionKey: 's1', dataType: 'number', min: -1.5, max: 10 };
const vip: DefinedField = { ...free, definitionKey: 'v1', dataType: 'boolean' };
const tier: DefinedField = { ...free, definitionKey: 't1', dataType: 'select', options: ['gold', 'silver'] };
const constructor: DefinedField = { ...free, definitionKey: 'c1', dataType: 'text' };
const wanted = (wish: CustomFieldsWish, defined = { note, size, vip, tier } as WantedCustomFields['defined']): WantedCustomFields => ({
  wish,
  defined,
});
const faults = (wish: CustomFieldsWish) => customFieldFaults(wanted(wish)).map(({ code, loc }) => `${loc.join('.')} ${code}`);

describe('values of custom fields', () => {
  it('go with their definitions', () => expect(faults({ note: 'x'.repeat(500), size: -1.5, vip: false, tier: 'gold' })).toEqual([]));
  it.each([
    [{ nothing: 1 }, 'nothing custom-field-not-defined'],
    [{ nothing: null }, 'nothing custom-field-not-defined'],
    [{ constructor: 'x' }, 'constructor custom-field-not-defined'],
    [{ note: 1 }, 'note custom-field-wrong-type'],
    [{ note: ['x'] }, 'note custom-field-wrong-type'],
    [{ note: { x: 1 } }, 'note custom-field-wrong-type'],
    [{ note: 'x'.repeat(501) }, 'note custom-field-too-long'],
    [{ size: '7' }, 'size custom-field-wrong-type'],
    [{ size: true }, 'size custom-field-wrong-type'],
    [{ size: 10.01 }, 'size custom-field-out-of-bounds'],
    [{ size: -1.6 }, 'size custom-field-out-of-bounds'],
    [{ vip: 'true' }, 'vip custom-field-wrong-type'],
    [{ vip: 0 }, 'vip custom-field-wrong-type'],
    [{ tier: 'bronze' }, 'tier custom-field-option-unknown'],
    [{ tier: 1 }, 'tier custom-field-wrong-type'],
  ])('are refused as %j', (wish, fault) => expect(faults(wish)).toEqual([`body.custom_fields.${fault}`]));
  it('have all their faults told at once', () => expect(faults({ note: 1, size: 11, nothing: 1, vip: true })).toHaveLength(3));
  it('may carry a name that every object knows', () =>
    expect(customFieldChanges({}, wanted({ constructor: 'x' }, { constructor }))).toEqual({
      constructor: { definitionKey: 'c1', value: 'x' },
    }));

  const present: CustomFields = { note: { definitionKey: 'n1', value: 'old' }, vip: { definitionKey: 'v1', value: true } };
  it('change by key: null deletes, what is the same or never was is no change', () =>
    expect(customFieldChanges(present, wanted({ note: null, vip: true, size: 3, tier: null }))).toEqual({
      note: null,
      size: { definitionKey: 's1', value: 3 },
    }));
  it('all go with null in place of the whole', () => expect(customFieldChanges(present, wanted(null))).toEqual({ note: null, vip: null }));
  it('are written anew for a definition that was made again', () =>
    expect(customFieldChanges(present, wanted({ note: 'old' }, { note: { ...note, definitionKey: 'n2' } }))).toEqual({
      note: { definitionKey: 'n2', value: 'old' },
    }));
  it('follow from their changes', () =>
    expect(withCustomFields(present, { note: null, size: { definitionKey: 's1', value: 3 } })).toEqual({
      vip: { definitionKey: 'v1', value: true },
      size: { definitionKey: 's1', value: 3 },
    }));

  it('of a person are held sealed, and known to be equal by their hash', () => {
    const personal: DefinedField = { ...tier, isPersonal: true };
    const sealed = (value: string, cipher: string) => ({ k: 'ada', c: cipher, h: `hash-of-${value}` });
    const gold = (cipher: string): WantedCustomFields => ({
      ...wanted({ tier: 'gold' }, { tier: personal }),
      sealed: { tier: sealed('gold', cipher) },
    });
    const held = withCustomFields({}, customFieldChanges({}, gold('c1')));
    expect(held).toEqual({ tier: { definitionKey: 't1', value: sealed('gold', 'c1') } });
    expect(customFieldChanges(held, gold('c2'))).toEqual({});
    expect(customFieldCounters(held)).toEqual({ [valuesOfDefinition('t1')]: 1 });
    expect(renderCustomFields(held)).toEqual({});
    expect(renderCustomFields(held, {}, ({ c }, name) => JSON.stringify(`${c} of ${name}`))).toEqual({ tier: 'c1 of tier' });
  });
  it('of a person are refused where there is no key of his, and are never held in plain words', () => {
    const unsealed = wanted({ note: 'x' }, { note: { ...note, isPersonal: true } });
    expect(customFieldFaults(unsealed)).toEqual([{ code: 'custom-field-needs-customer', loc: ['body', 'custom_fields', 'note'] }]);
    expect(customFieldFaults({ ...unsealed, wish: { note: null } })).toEqual([]);
    expect(customFieldChanges({}, unsealed)).toEqual({});
  });

  it('are only so many, but can always be deleted', () => {
    const old = (count: number): CustomFields =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, { definitionKey: 'gone', value: 1 }]));
    const judged = (held: CustomFields, wish: CustomFieldsWish) => customFieldFaults(wanted(wish), held).map(({ code }) => code);
    expect(judged(old(MOST_VALUES - 1), { note: 'x' })).toEqual([]);
    expect(judged(old(MOST_VALUES), { note: 'x' })).toEqual(['too-many-custom-fields']);
    expect(judged(old(MOST_VALUES), null)).toEqual([]);
  });

  it('are counted by definition, and those of a select by option', () => {
    const held = withCustomFields({}, customFieldChanges({}, wanted({ note: 'gold', tier: 'gold' })));
    expect(customFieldCounters(held, held)).toEqual({
      [valuesOfDefinition('n1')]: 2,
      [valuesOfDefinition('t1')]: 2,
      [valuesOfOption('t1', 'gold')]: 2,
    });
  });
});
