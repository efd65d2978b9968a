// The words that all models of the contract are made of. What a model does not name is an addition, which a client passes over.
import { z } from 'zod';

export const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_(prod|stg|dev)_[0-9A-Za-z]{20}$`));
/** ISO 8601, `Z`, milliseconds. */
export const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
/** Minor units. */
export const atom = z.int().nonnegative();
/** Lower case. */
export const currency = z.string().regex(/^[a-z]{3}$/);
export const text = z.string();
export const url = z.url();
export const count = z.int().nonnegative();
export const object = z.record(z.string(), z.unknown());

/** In the contract, but null when there is nothing: always there, maybe null. */
export const maybe = <Model extends z.ZodType>(model: Model) => model.nullable();

export const stamps = { created_at: time, updated_at: time };

/** The envelope of every list but those that the contract names as plain arrays. */
export const page = <Model extends z.ZodType>(item: Model) => z.object({ items: z.array(item), total: count, has_more: z.boolean() });

export const interval = z.enum(['day', 'week', 'month', 'year']);
