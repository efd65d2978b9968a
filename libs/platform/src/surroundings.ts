// The environment as a process that starts others sees it: what was given, and what its children are given on top.

/** Undefined where a variable is missing or empty. */
export const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;

/** The whole environment of this process with changes, for a child; undefined takes a variable away. */
export const environmentWith = (changes: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> => ({
  ...process.env,
  ...changes,
});
