// What an event, a state or a request may consist of: JSON, and nothing that JSON cannot carry.
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
