// What the HTTP edge takes from configuration.
export class HttpSettings {
  constructor(
    /** Where clients and buyers reach this installation, without a slash at the end. */
    readonly publicUrl: string,
    /** Accepted for what operators do, beside tokens with that scope; null: none. */
    readonly operatorToken: string | null,
    /** Addresses of proxies whose `X-Forwarded-For` is believed; empty: none. */
    readonly trustedProxies: readonly string[] = [],
  ) {}
}
