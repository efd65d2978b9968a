// The secret of a session's link: `<20 id><1 key version><27 MAC>` (formats.md §4). Made from the id and a key of the installation, so that
// it need not be stored, and works again after everything but the events was lost.
import { hmac, type Keyring, sameText, type SecretKey } from '@tillstream/event-sourcing';

const MAC_LENGTH = 27;
const TOKEN = /^[0-9A-Za-z]{20}[1-9][0-9A-Za-z_-]{27}$/;
const VERSION_AT = 20;

export class SecureTokens {
  /** By version, from 1: the first master key there was has it. */
  private readonly keys: readonly SecretKey[];
  /** The one made last: an answer shows a session's token twice. */
  private latest = { sessionKey: '', token: '' };

  constructor(
    keyring: Keyring,
    /** Where buyers reach this installation, without a slash at its end. */
    private readonly publicUrl: string,
  ) {
    this.keys = [...keyring.generations('secure-token/v1')].reverse();
  }

  of(sessionKey: string): string {
    if (this.latest.sessionKey !== sessionKey) this.latest = { sessionKey, token: this.make(sessionKey, this.keys.length) };
    return this.latest.token;
  }

  /** The session's key, or null for a token that was not made here. */
  sessionKey(token: string): string | null {
    if (!TOKEN.test(token)) return null;
    const key = token.slice(0, 20);
    const version = Number(token.charAt(VERSION_AT));
    return sameText(version === this.keys.length ? this.of(key) : this.make(key, version), token) ? key : null;
  }

  url(sessionKey: string): string {
    return `${this.publicUrl}/checkout/${this.of(sessionKey)}`;
  }

  /** Where the bank sends the buyer back to after the challenge of this attempt. */
  challengeReturnUrl(sessionKey: string, attemptId: string): string {
    return `${this.url(sessionKey)}/challenge/${attemptId}/return`;
  }

  /** Of a version that there is not, a token that nobody can have. */
  private make(sessionKey: string, version: number): string {
    const key = this.keys[version - 1];
    return key ? `${sessionKey}${version}${hmac(key, sessionKey).toString('base64url').slice(0, MAC_LENGTH)}` : '';
  }
}
