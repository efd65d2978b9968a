// A processor as the API shows it: everything but its credentials.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { processor } from '../core/processor';

export type ProcessorResource = Resource<typeof processor.initial>;

export function renderProcessor(resource: ProcessorResource, { ids }: Pick<RenderContext, 'ids'>) {
  const { state } = resource;
  const fields = state.status === 'absent' ? null : state.fields;
  return {
    id: ids.format('proc', resource.key),
    account_id: resource.accountId,
    name: fields?.name ?? '',
    provider: fields?.provider ?? 'sandbox',
    currencies: [...(fields?.currencies ?? [])],
    minimum_atom: fields?.minimumAtom ?? 0,
    is_enabled: fields?.enabled ?? false,
    notice_path: `/notices/${ids.format('proc', resource.key)}`,
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
