// Numbers about a process for Prometheus. Registering a name twice gives the same metric, so that parts need not know each other.
import { collectDefaultMetrics, Counter, Gauge, Histogram, type Metric, Registry } from 'prom-client';

export interface MetricShape<Label extends string> {
  /** With the unit last: `tillstream_append_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

export class Metrics {
  private readonly registry = new Registry();

  /** @param app what all metrics of this process are labelled with. */
  constructor(app: string, { ofNode = true }: { readonly ofNode?: boolean } = {}) {
    this.registry.setDefaultLabels({ app });
    if (ofNode) collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = never>(shape: MetricShape<Label>): Counter<Label> {
    return this.once(shape.name, Counter<Label>, () => new Counter({ ...this.of(shape) }));
  }

  gauge<Label extends string = never>(shape: MetricShape<Label>): Gauge<Label> {
    return this.once(shape.name, Gauge<Label>, () => new Gauge({ ...this.of(shape) }));
  }

  histogram<Label extends string = never>(shape: MetricShape<Label> & { readonly buckets: readonly number[] }): Histogram<Label> {
    return this.once(shape.name, Histogram<Label>, () => new Histogram({ ...this.of(shape), buckets: [...shape.buckets] }));
  }

  /** What `/metrics` answers. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private of<Label extends string>({ name, help, labels = [] }: MetricShape<Label>) {
    return { name, help, labelNames: [...labels], registers: [this.registry] };
  }

  private once<M extends Metric>(name: string, kind: new (...args: never[]) => M, make: () => M): M {
    const known: unknown = this.registry.getSingleMetric(name);
    if (known === undefined) return make();
    if (known instanceof kind) return known;
    throw new TypeError(`${name} is a metric of another kind`);
  }
}
