// From a connected processor to its adapter: the one place that knows which provider is spoken to how.
import { ProcessorAdapters, type ProcessorAdapter } from '../processor-adapter';
import type { ProcessorFields } from '../core/processor';
import type { CredentialBox } from '../vault/credential-box';
import { SandboxAdapter } from './sandbox/sandbox-adapter';
import { SandboxClient } from './sandbox/sandbox-client';

export class ConnectedAdapters extends ProcessorAdapters {
  constructor(private readonly box: CredentialBox) {
    super();
  }

  for({ fields }: { readonly key: string; readonly fields: ProcessorFields }): ProcessorAdapter {
    const credentials = this.box.open(fields.credentials);
    switch (fields.provider) {
      case 'sandbox':
        return new SandboxAdapter(new SandboxClient({ url: credentials.url ?? '', apiKey: credentials.api_key ?? '' }));
    }
  }
}
