// What this app takes from configuration.
export interface ApiConfig {
  /** Where clients and buyers reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  /** Accepted for what operators do; null: none. */
  readonly operatorToken: string | null;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** Stands in the OpenAPI document. */
  readonly version: string;
}
