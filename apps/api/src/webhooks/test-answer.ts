// What came of a sample, as it is answered.
import type { TestOutcome } from '@tillstream/webhooks';
import type { TestWebhookAnswer } from './webhook-endpoint.dto';

export function testAnswer({ id, type, latencyMs, answer }: Extract<TestOutcome, { kind: 'sent' }>): TestWebhookAnswer {
  const shared = { id, type, latency_ms: latencyMs };
  if (answer.kind === 'unanswered') return { ...shared, delivered: false, response_status: null, response_body: null, error: answer.error };
  const delivered = answer.status >= 200 && answer.status < 300;
  return { ...shared, delivered, response_status: answer.status, response_body: answer.answer, error: null };
}
