// How a processor is, as the API shows it.
import { isoTime, type RenderContext } from '@tillstream/event-sourcing';
import type { Health } from '../core/processor-health';

interface Told extends Health {
  readonly alarm: { readonly said: string; readonly agoMs: number } | null;
}

export function renderProcessorHealth(key: string, health: Told, { ids, now }: Pick<RenderContext, 'ids' | 'now'>) {
  const { status, reason, recentFailures, lastFailureAgoMs, retryInMs, alarm } = health;
  return {
    processor_id: ids.format('proc', key),
    status,
    reason,
    recent_failures: recentFailures,
    last_failure_at: lastFailureAgoMs === null ? null : isoTime(now - lastFailureAgoMs),
    retry_at: retryInMs === null ? null : isoTime(now + retryInMs),
    configuration_fault: alarm && { message: alarm.said, seen_at: isoTime(now - alarm.agoMs) },
  };
}
