// Definitions of custom fields as requests name them and answers show them.
import { CUSTOM_FIELD_ENTITIES, CUSTOM_FIELD_TYPES, type CustomFieldEntity, type CustomFieldType, FIELD_KEY } from '@tillstream/catalog';
import { AccountPath } from '../accounts/account.dto';
import { nested, texts } from '../http/fields/compound.fields';
import { choice, dateTime, decimal, flag, identifier, text } from '../http/fields/scalar.fields';

const LARGEST = Number.MAX_SAFE_INTEGER;
const described = {
  field_key: {
    min: 2,
    max: 64,
    pattern: { matches: FIELD_KEY, says: 'must begin with a small letter and hold small letters, digits, _ and -' },
    description: 'The name under which values are sent and shown. Never changes.',
    example: 'tax_region',
  },
  entity_type: { of: CUSTOM_FIELD_ENTITIES, description: 'What it is a field of. Never changes.', example: 'customer' },
  data_type: {
    of: CUSTOM_FIELD_TYPES,
    description: 'What its values are: text has at most 500 characters. Never changes.',
    example: 'select',
  },
  is_personal: {
    description: 'Whether its values tell who a customer is: they are sealed, and gone once he is erased. Never changes.',
    example: false,
  },
  display_name: { max: 200, description: 'What people call it.', example: 'Tax region' },
  description: { max: 2_000, description: 'For people.', example: 'Where the customer pays tax.' },
  constraints: { description: 'Of a number: min and max. Of a select: options.', example: { options: ['eu', 'us'] } },
  min: { min: -LARGEST, max: LARGEST, description: 'The least that a number may be.', example: 0 },
  max: { min: -LARGEST, max: LARGEST, description: 'The most that a number may be.', example: 100 },
  options: { maxItems: 100, maxLength: 100, description: 'What a select may be.', example: ['eu', 'us'] },
};

export class DefinitionPath extends AccountPath {
  @identifier('cfd', { description: 'The definition.' })
  definition_id!: string;
}

export class ListDefinitionsQuery {
  @choice({ ...described.entity_type, optional: true, description: 'Only those of one kind of resource.' })
  entity_type?: CustomFieldEntity | null;
}

export class ConstraintsBody {
  @decimal({ ...described.min, optional: true })
  min?: number | null;

  @decimal({ ...described.max, optional: true })
  max?: number | null;

  @texts({ ...described.options, optional: true })
  options?: string[] | null;
}

export class UpdateDefinitionBody {
  @text({ ...described.display_name, optional: true })
  display_name?: string | null;

  @text({ ...described.description, optional: true })
  description?: string | null;

  @nested(() => ConstraintsBody, {
    ...described.constraints,
    optional: true,
    description: 'All of them anew: what is not named holds no longer. An option that is in use stays.',
  })
  constraints?: ConstraintsBody | null;
}

export class CreateDefinitionBody {
  @text(described.field_key)
  field_key!: string;

  @choice(described.entity_type)
  entity_type!: CustomFieldEntity;

  @choice(described.data_type)
  data_type!: CustomFieldType;

  @flag({ ...described.is_personal, optional: true })
  is_personal?: boolean | null;

  @text(described.display_name)
  display_name!: string;

  @text({ ...described.description, optional: true })
  description?: string | null;

  @nested(() => ConstraintsBody, { ...described.constraints, optional: true })
  constraints?: ConstraintsBody | null;
}

export class DeleteDefinitionBody {
  @text({ max: 64, description: 'The field key, typed once more: all its values vanish.', example: 'tax_region' })
  confirm_field_key!: string;
}

export class ConstraintsAnswer {
  @decimal({ ...described.min, omittable: true, nullable: true })
  min?: number | null;

  @decimal({ ...described.max, omittable: true, nullable: true })
  max?: number | null;

  @texts({ ...described.options, omittable: true })
  options?: string[];
}

export class CustomFieldDefinitionAnswer {
  @identifier('cfd', { description: 'Id of the definition.' })
  id!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @text(described.field_key)
  field_key!: string;

  @choice(described.entity_type)
  entity_type!: string;

  @choice(described.data_type)
  data_type!: string;

  @flag(described.is_personal)
  is_personal!: boolean;

  @text(described.display_name)
  display_name!: string;

  @text({ ...described.description, nullable: true })
  description!: string | null;

  @nested(() => ConstraintsAnswer, { ...described.constraints, nullable: true })
  constraints!: ConstraintsAnswer | null;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
