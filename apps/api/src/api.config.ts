// What this app takes from configuration.
import type { ApiLimits } from './api-limits';
import type { PageBundle } from './pages/page-bundle';

export interface ApiConfig {
  /** Where clients and buyers reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  /** Accepted for what operators do; null: none. */
  readonly operatorToken: string | null;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** Write views right after the appends of this process; absent: yes. */
  readonly viewsInline?: boolean;
  /** http and loopback endpoints may be named, for development; absent: no. */
  readonly allowInsecureWebhooks?: boolean;
  /** Absent: the limits that are on by themselves. */
  readonly limits?: Partial<ApiLimits>;
  /** The built hosted page; absent: none is served (specs of the API alone). */
  readonly page?: PageBundle;
  /** Stands in the OpenAPI document. */
  readonly version: string;
}
