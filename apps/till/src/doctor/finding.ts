// What one look at an installation has found.
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null;
}

export const fine = (name: string, found: string): Finding => ({ name, ok: true, found, advice: null });
export const ill = (name: string, found: string, advice: string): Finding => ({ name, ok: false, found, advice });
