// Counts the calls of each processor over a sliding window.

export class RateLimits {
  private readonly calls = new Map<string, number[]>();

  /** Takes one call, or says after how many ms the next will be taken. */
  take(processor: string, limit: { readonly requests: number; readonly per_ms: number } | null, nowMs: number): number | 'taken' {
    if (!limit) return 'taken';
    const recent = (this.calls.get(processor) ?? []).filter((at) => at > nowMs - limit.per_ms);
    this.calls.set(processor, recent);
    if (recent.length >= limit.requests) return (recent[0] ?? nowMs) + limit.per_ms - nowMs;
    recent.push(nowMs);
    return 'taken';
  }

  clear(): void {
    this.calls.clear();
  }
}
