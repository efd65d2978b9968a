// From a connected processor to its adapter: the one place that knows which provider is spoken to how.
import { ProcessorAdapters, type ProcessorAdapter } from '../processor-adapter';
import type { ProcessorFields, Provider } from '../core/processor';
import type { CredentialBox } from '../vault/credential-box';
import { SandboxAdapter } from './sandbox/sandbox-adapter';
import { SandboxClient } from './sandbox/sandbox-client';

type Credentials = Readonly<Record<string, string>>;

const MAKE: Readonly<Record<Provider, (credentials: Credentials) => ProcessorAdapter>> = {
  sandbox: ({ url = '', api_key: apiKey = '', notice_secret: noticeSecret }) =>
    new SandboxAdapter(new SandboxClient({ url, apiKey }), noticeSecret ?? null),
};

export class ConnectedAdapters extends ProcessorAdapters {
  constructor(private readonly box: CredentialBox) {
    super();
  }

  for({ fields }: { readonly key: string; readonly fields: ProcessorFields }): ProcessorAdapter {
    return MAKE[fields.provider](this.box.open(fields.credentials));
  }
}
