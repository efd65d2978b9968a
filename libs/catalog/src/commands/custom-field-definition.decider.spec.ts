import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type {
  CustomFieldConstraints,
  CustomFieldDefinitionEvent,
  CustomFieldDefinitionFields,
  CustomFieldType,
} from '../core/custom-field-definition.fields';
import { unconstrained } from '../core/custom-field-definition.fields';
import { customFieldDefinitionDecider } from './custom-field-definition.decider';

const given = scenariosFor(customFieldDefinitionDecider);
const definition = (dataType: CustomFieldType, constraints: Partial<CustomFieldConstraints> = {}): CustomFieldDefinitionFields => ({
  fieldKey: 'tier',
  entityType: 'customer',
  dataType,
  isPersonal: false,
  displayName: 'Tier',
  description: null,
  constraints: { ...unconstrained, ...constraints },
});
const create = (...of: Parameters<typeof definition>) => ({ type: 'CreateDefinition', fields: definition(...of) }) as const;
const created = (...of: Parameters<typeof definition>): CustomFieldDefinitionEvent => ({
  type: 'CustomFieldDefinitionCreated',
  data: definition(...of),
});
const updated = (constraints: Partial<CustomFieldConstraints>): CustomFieldDefinitionEvent => ({
  type: 'CustomFieldDefinitionUpdated',
  data: { constraints: { ...unconstrained, ...constraints } },
});
const constrain = (constraints: Partial<CustomFieldConstraints>, unusedOptions: readonly string[] = []) =>
  ({ type: 'ChangeDefinition', changes: { constraints: { ...unconstrained, ...constraints } }, unusedOptions }) as const;
const remove = (confirmedKey = 'tier') => ({ type: 'DeleteDefinition', confirmedKey }) as const;
const deleted: CustomFieldDefinitionEvent = { type: 'CustomFieldDefinitionDeleted', data: {} };
const at = (...names: (string | number)[]) => ['body', 'constraints', ...names];

describe('the definition of a custom field', () => {
  it.each([
    ['text', {}],
    ['boolean', {}],
    ['number', {}],
    ['number', { min: -0.5 }],
    ['number', { min: 3, max: 3 }],
    ['select', { options: ['gold', 'silver'] }],
  ] as const)('is made: %s %j', (dataType, constraints) =>
    given().when(create(dataType, constraints)).then(created(dataType, constraints)),
  );
  it.each([
    [
      'text',
      { min: 1, options: [] },
      [
        { code: 'constraint-not-for-type', loc: at('min') },
        { code: 'constraint-not-for-type', loc: at('options') },
      ],
    ],
    ['boolean', { max: 1 }, [{ code: 'constraint-not-for-type', loc: at('max') }]],
    ['number', { options: ['1'] }, [{ code: 'constraint-not-for-type', loc: at('options') }]],
    ['number', { min: 2, max: 1 }, [{ code: 'bounds-reversed', loc: at('max') }]],
    ['select', {}, [{ code: 'options-required', loc: at('options') }]],
    ['select', { options: [] }, [{ code: 'options-required', loc: at('options') }]],
    ['select', { options: ['a', 'b', 'a'] }, [{ code: 'option-repeated', loc: at('options', 2) }]],
  ] as const)('is refused: %s %j', (dataType, constraints, reasons) =>
    given()
      .when(create(dataType, constraints))
      .rejected(...reasons),
  );
  it('is personal only where there is a customer', () => {
    const personal = { ...definition('text'), isPersonal: true };
    given().when({ type: 'CreateDefinition', fields: personal }).then({ type: 'CustomFieldDefinitionCreated', data: personal });
    given()
      .when({ type: 'CreateDefinition', fields: { ...personal, entityType: 'product' } })
      .rejected({ code: 'personal-needs-customer', loc: ['body', 'is_personal'] });
  });
  it('is made once', () => given(created('text')).when(create('text')).rejected({ code: 'field-key-taken' }));
  it('changes its words and bounds', () => {
    given(created('text'))
      .when({ type: 'ChangeDefinition', changes: { displayName: 'Level', description: null }, unusedOptions: [] })
      .then({
        type: 'CustomFieldDefinitionUpdated',
        data: { displayName: 'Level' },
      });
    given(created('number', { min: 1 }))
      .when(constrain({ max: 9 }))
      .then(updated({ max: 9 }));
  });
  it('is judged by its own data type when it changes', () =>
    given(created('number'))
      .when(constrain({ options: ['a'] }))
      .rejected({ code: 'constraint-not-for-type', loc: at('options') }));

  const select = created('select', { options: ['gold', 'silver'] });
  it('takes more options', () =>
    given(select)
      .when(constrain({ options: ['silver', 'bronze', 'gold'] }))
      .then(updated({ options: ['silver', 'bronze', 'gold'] })));
  it('loses an option that no value has', () =>
    given(select)
      .when(constrain({ options: ['gold'] }, ['silver']))
      .then(updated({ options: ['gold'] })));
  it('keeps one that is in use, or that came while it was counted', () =>
    given(select, updated({ options: ['gold', 'silver', 'bronze'] }))
      .when(constrain({ options: ['gold'] }, ['silver']))
      .rejected({ code: 'option-in-use', loc: at('options'), option: 'bronze' }));
  it('keeps its last option', () =>
    given(select)
      .when(constrain({ options: [] }, ['gold', 'silver']))
      .rejected({ code: 'options-required', loc: at('options') }));

  it('is deleted when its key is typed once more', () => given(created('text')).when(remove()).then(deleted));
  it('is not deleted by another key', () =>
    given(created('text'))
      .when(remove('Tier'))
      .rejected({ code: 'confirmation-differs', loc: ['body', 'confirm_field_key'] }));
  it('stays deleted, and is not changed or made again', () => {
    given(created('text'), deleted).when(remove()).nothing();
    given(created('text'), deleted).when(constrain({})).rejected({ code: 'not-found' });
    given(created('text'), deleted).when(create('text')).rejected({ code: 'field-key-taken' });
  });
  it('must be there', () => given().when(remove()).rejected({ code: 'not-found' }));
});
