// From a connected processor to its adapter: the one place that knows which provider is spoken to how.
import { ProcessorAdapters, type ProcessorAdapter } from '../processor-adapter';
import type { ProcessorFields, Provider } from '../core/processor';
import type { CredentialBox } from '../vault/credential-box';
import { SandboxAdapter } from './sandbox/sandbox-adapter';
import { SandboxClient } from './sandbox/sandbox-client';
import { StripeAdapter } from './stripe/stripe-adapter';
import { stripeCredentials } from './stripe/stripe-credentials';

type Credentials = Readonly<Record<string, string>>;

const MAKE: Readonly<Record<Provider, (credentials: Credentials, fields: ProcessorFields) => ProcessorAdapter>> = {
  sandbox: ({ url = '', api_key: apiKey = '', notice_secret: noticeSecret }) =>
    new SandboxAdapter(new SandboxClient({ url, apiKey }), noticeSecret ?? null),
  stripe: (credentials, { currencies }) => new StripeAdapter(stripeCredentials(credentials), currencies[0] ?? 'usd'),
};

export class ConnectedAdapters extends ProcessorAdapters {
  /** As long as a processor is as it was, so that its connections are used again. */
  private readonly made = new WeakMap<ProcessorFields, ProcessorAdapter>();

  constructor(private readonly box: CredentialBox) {
    super();
  }

  for({ fields }: { readonly key: string; readonly fields: ProcessorFields }): ProcessorAdapter {
    const known = this.made.get(fields);
    if (known) return known;
    const adapter = MAKE[fields.provider](this.box.open(fields.credentials), fields);
    this.made.set(fields, adapter);
    return adapter;
  }
}
