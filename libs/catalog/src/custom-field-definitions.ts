// Looks up definitions of custom fields: by field key for decisions, by their own key for answers. Facts alone, no list: what is decided
// must hold while the views are rebuilt.
import { Injectable } from '@nestjs/common';
import { Facts, type Freshness, Ids, type Sealed } from '@tillstream/event-sourcing';
import type { CustomFieldEntity } from './core/custom-field-definition.fields';
import { customFieldDefinition, customFieldKey } from './core/custom-field-definition.stream';
import type { CustomFieldsWish, DefinedField, WantedCustomFields } from './core/custom-fields';

/** What a field key looks like; nothing else is looked up. */
export const FIELD_KEY = /^[a-z][a-z0-9_-]{1,63}$/;

export type SealCustomField = (value: string, fieldKey: string) => Sealed;

interface Place {
  readonly accountId: string;
  readonly entityType: CustomFieldEntity;
  /** Makes what seals the JSON of a value for its field key; null: there is nobody under whose key it could be. */
  readonly seal?: () => Promise<SealCustomField | null>;
}

@Injectable()
export class CustomFieldDefinitions {
  constructor(
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  /** Key of the claim stream of a field key. */
  claimKey({ accountId, entityType }: Place, fieldKey: string): string {
    return this.ids.derivedKey('customFieldKey', accountId, entityType, fieldKey);
  }

  /** A wish with the definitions that it names; what is personal is sealed by `place.seal`. Looks up nothing when it names none. */
  async wanted(wish: CustomFieldsWish, place: Place, freshness: Freshness): Promise<WantedCustomFields> {
    const names = Object.keys(wish ?? {}).filter((name) => FIELD_KEY.test(name));
    if (names.length === 0) return { wish, defined: {} };
    const found = await Promise.all(names.map(async (name) => [name, await this.find(place, name, freshness)] as const));
    const defined = Object.fromEntries(found.flatMap(([name, field]) => (field ? [[name, field]] : [])));
    const personal = names.filter((name) => defined[name]?.isPersonal && wish?.[name] !== null);
    const seal = personal.length === 0 ? null : await place.seal?.();
    if (!seal) return { wish, defined };
    return { wish, defined, sealed: Object.fromEntries(personal.map((name) => [name, seal(JSON.stringify(wish?.[name]), name)])) };
  }

  /** Those of these definitions that were not deleted, as of 2 s ago at most. */
  async living(accountId: string, definitionKeys: Iterable<string>): Promise<ReadonlySet<string>> {
    const found = await Promise.all([...new Set(definitionKeys)].map((key) => this.facts.get(customFieldDefinition, key, 'recent')));
    return new Set(found.filter((one) => one.accountId === accountId && one.state.status === 'present').map(({ key }) => key));
  }

  private async find(place: Place, fieldKey: string, freshness: Freshness): Promise<DefinedField | null> {
    const { holder } = (await this.facts.get(customFieldKey, this.claimKey(place, fieldKey), freshness)).state;
    if (holder === null) return null;
    const { state } = await this.facts.get(customFieldDefinition, holder, freshness);
    // A claim may stand before its definition does, and after it: whoever made it or deleted it crashed in between.
    if (state.status !== 'present' || state.fields.fieldKey !== fieldKey || state.fields.entityType !== place.entityType) return null;
    return { definitionKey: holder, dataType: state.fields.dataType, isPersonal: state.fields.isPersonal, ...state.fields.constraints };
  }
}
