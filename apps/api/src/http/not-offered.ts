// Calls of the original API that this installation leaves to others: told apart from a mistyped address.
const ACCOUNT = String.raw`^/api/[^/]+`;
const NOT_OFFERED: readonly { readonly methods?: readonly string[]; readonly path: RegExp }[] = [
  {
    path: new RegExp(
      `${ACCOUNT}/(?:invoices|invoice-items|items|packages|payment-links|discounts|product-families|upgrade-paths|users|mappings|credit-balances?|bulk-migrations?|migrations?|dunning|portal|notifications?)(?:/|$)`,
    ),
  },
  { path: new RegExp(`${ACCOUNT}/customers/[^/]+/(?:credit-balance|invoices|portal)(?:/|$)`) },
  { path: new RegExp(`${ACCOUNT}/coupons/[^/]+/(?:notes|usages?)(?:/|$)`) },
  { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], path: new RegExp(`${ACCOUNT}/subscriptions(?:/|$)`) },
  { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], path: new RegExp(`${ACCOUNT}/payments/(?:intents|payment_attempts)(?:/|$)`) },
  { methods: ['POST', 'PUT', 'PATCH'], path: new RegExp(`${ACCOUNT}/payments/payment_methods(?:/|$)`) },
  { path: /^\/api\/accounts\/[^/]+\/(?:invoice|notification|portal|dunning)-settings(?:\/|$)/ },
];

export function isNotOffered(method: string, url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return NOT_OFFERED.some((call) => call.path.test(path) && (call.methods?.includes(method) ?? true));
}
