// An object of an answer whose members another document describes.
import { field, type FieldOptions } from '../http/fields/field';

export const openObject = (options: FieldOptions): PropertyDecorator =>
  field(options, { spec: { wire: 'text' }, schema: { type: 'object', additionalProperties: true }, rules: [] });
