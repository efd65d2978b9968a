// An account's own rules against fraud, as requests say them and answers show them.
import {
  FRAUD_FIELDS, FRAUD_LOGICS, FRAUD_OPERATORS, type FraudField, type FraudLogic, type FraudOperator, type FraudValue,
} from '@tillstream/accounts'; // prettier-ignore
import { ValidateBy } from 'class-validator';
import { listOf } from '../http/fields/compound.fields';
import { field, type FieldOptions, says } from '../http/fields/field';
import { choice, flag, text } from '../http/fields/scalar.fields';

const MAX_RULES = 20;
const MAX_CONDITIONS = 10;
const MAX_VALUES = 40;
const WORD = /^[A-Za-z0-9_-]{1,20}$/;
const MAX_AMOUNT_ATOM = 99_999_999;

const isWord = (value: unknown): boolean => typeof value === 'string' && WORD.test(value);
const isAmount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_AMOUNT_ATOM;
const isWords = (value: unknown): boolean => Array.isArray(value) && value.length >= 1 && value.length <= MAX_VALUES && value.every(isWord);

function conditionValue(options: FieldOptions): PropertyDecorator {
  const word = { type: 'string', pattern: WORD.source } as const;
  const rule = ValidateBy(
    { name: 'isConditionValue', validator: { validate: (value) => isWord(value) || isAmount(value) || isWords(value) } },
    says('wrong-format', `must be a word, a whole number from 0 to ${MAX_AMOUNT_ATOM}, or a list of 1 to ${MAX_VALUES} words`),
  );
  return field(options, {
    spec: { wire: 'text' },
    schema: {
      anyOf: [
        word,
        { type: 'integer', minimum: 0, maximum: MAX_AMOUNT_ATOM },
        { type: 'array', items: word, minItems: 1, maxItems: MAX_VALUES },
      ],
    },
    rules: [rule],
  });
}

export class FraudConditionDto {
  @choice({
    of: FRAUD_FIELDS,
    description:
      'What is looked at: country (of the issuer), brand and funding (credit, debit, prepaid) of the card, or the amount on the button in the smallest unit of the currency. What is not known matches no condition: country and funding of a new card are only told with its approval, so they are known of saved cards alone; a card that is only saved has no amount.',
    example: 'country',
  })
  field!: FraudField;

  @choice({ of: FRAUD_OPERATORS, description: 'How it is compared; words without regard to their case.', example: 'in' })
  operator!: FraudOperator;

  @conditionValue({ description: 'With what: a list for in and not_in, a number for amount, else a text.', example: ['KP'] })
  value!: FraudValue;
}

const described = {
  enabled: { description: 'Whether the rules are applied.', example: false },
  fraud_rules: {
    description:
      'Looked at when a buyer presses “Pay”, before any processor is asked. The first that matches ends the attempt: reason fraud-rule.',
    example: [],
    maxItems: MAX_RULES,
  },
  custom_message: { description: 'What a refused buyer reads, as plain text; general words when null.', example: null },
  name: { description: 'What people call the rule.', example: 'No prepaid cards' },
  logic: { description: 'Whether all conditions must hold (AND) or one (OR).', example: 'AND' },
  rule_enabled: { description: 'Whether this rule counts.', example: true },
  reason: { description: 'Recorded with a refusal, for you: in error_message_for_debug of the attempt.', example: null },
  conditions: { description: 'On the payment.', example: [], minItems: 1, maxItems: MAX_CONDITIONS },
};

export class FraudRuleBody {
  @text({ ...described.name, max: 100 })
  name!: string;

  @choice({ ...described.logic, of: FRAUD_LOGICS, optional: true })
  logic?: FraudLogic | null;

  @flag({ ...described.rule_enabled, optional: true })
  enabled?: boolean | null;

  @text({ ...described.reason, max: 500, optional: true })
  reason?: string | null;

  @listOf(() => FraudConditionDto, described.conditions)
  conditions!: FraudConditionDto[];
}

export class FraudSettingsBody {
  @flag({ ...described.enabled, optional: true })
  enabled?: boolean | null;

  @listOf(() => FraudRuleBody, { ...described.fraud_rules, optional: true })
  fraud_rules?: FraudRuleBody[] | null;

  @text({ ...described.custom_message, max: 500, optional: true })
  custom_message?: string | null;
}

export class FraudRuleAnswer {
  @text({ ...described.name, max: 100 })
  name!: string;

  @choice({ ...described.logic, of: FRAUD_LOGICS })
  logic!: FraudLogic;

  @flag(described.rule_enabled)
  enabled!: boolean;

  @text({ ...described.reason, max: 500, nullable: true })
  reason!: string | null;

  @listOf(() => FraudConditionDto, described.conditions)
  conditions!: FraudConditionDto[];
}

export class FraudSettingsAnswer {
  @flag(described.enabled)
  enabled!: boolean;

  @listOf(() => FraudRuleAnswer, described.fraud_rules)
  fraud_rules!: FraudRuleAnswer[];

  @text({ ...described.custom_message, max: 500, nullable: true })
  custom_message!: string | null;
}
