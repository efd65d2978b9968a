// Products as requests name them and answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject } from '../http/fields/compound.fields';
import { dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { type ListParameters, listQuery } from '../http/list/list-query.dto';
import { expandable } from './expand';

const described = {
  name: { max: 200, description: 'What buyers see.', example: 'Gold plan' },
  is_active: { description: 'Whether it can be sold.', example: true },
  description: { max: 2_000, description: 'For buyers.', example: 'Everything in silver, and more.' },
  metadata: { description: 'Yours: up to 50 names, 16 KB of JSON.', example: { shelf: 'a3' } },
  custom_fields: { description: 'Values of defined custom fields; in answers null unless expanded.', example: {} },
};

export class ProductPath extends AccountPath {
  @identifier('prod', { description: 'The product.' })
  product_id!: string;
}

class ProductBody {
  @flag({ ...described.is_active, optional: true })
  is_active?: boolean | null;

  @text({ ...described.description, optional: true })
  description?: string | null;

  @identifier('price', { optional: true, description: 'The price to offer first; one of this product.' })
  default_price_id?: string | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;

  @freeObject({ ...described.custom_fields, optional: true })
  custom_fields?: JsonObject | null;
}

export class CreateProductBody extends ProductBody {
  @text(described.name)
  name!: string;
}

export class UpdateProductBody extends ProductBody {
  @text({ ...described.name, optional: true })
  name?: string | null;
}

export class ProductAnswer {
  @identifier('prod', { description: 'Id of the product.' })
  id!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @text(described.name)
  name!: string;

  @flag(described.is_active)
  is_active!: boolean;

  @text({ ...described.description, nullable: true })
  description!: string | null;

  @identifier('price', { nullable: true, description: 'The price to offer first.' })
  default_price_id!: string | null;

  @freeObject(described.metadata)
  metadata!: JsonObject;

  @freeObject({ ...described.custom_fields, nullable: true })
  custom_fields!: JsonObject | null;

  @integer({ min: 0, max: 1_000_000_000, omittable: true, description: 'How many prices it has; in reads.', example: 2 })
  total_prices?: number;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

const ProductListQuery = listQuery({
  filters: ['created_at', 'is_active'],
  sorts: ['created_at'],
  search: 'an exact id, or words of the name',
});

export class ListProductsQueryDto extends ProductListQuery implements ListParameters {
  @flag({ optional: true, description: 'Also deleted ones.', example: false })
  include_deleted?: boolean | null;

  @expandable()
  expand?: string[] | null;
}

export class ExportProductsQuery {
  @flag({ optional: true, description: 'Also deleted ones.', example: false })
  include_deleted?: boolean | null;
}

export const ProductList = listAnswerOf(ProductAnswer);
