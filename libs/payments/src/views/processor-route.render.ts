// A processor route as the API shows it.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { processorRoute } from '../core/processor-route';

export type ProcessorRouteResource = Resource<typeof processorRoute.initial>;

export function renderProcessorRoute(resource: ProcessorRouteResource, { ids }: Pick<RenderContext, 'ids'>) {
  const fields = resource.state.status === 'absent' ? null : resource.state.fields;
  return {
    id: ids.format('proute', resource.key),
    account_id: resource.accountId,
    name: fields?.name ?? '',
    description: fields?.description ?? null,
    processors: (fields?.steps ?? []).map((step) => ({
      processor_id: ids.format('proc', step.processorKey),
      disposition: step.disposition,
    })),
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
