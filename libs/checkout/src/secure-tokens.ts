// The secret of a session's link: `<20 id><1 key version><27 MAC>` (formats.md §4). Made from the id and a key of the installation, so that
// it need not be stored, and works again after everything but the events was lost.
import { hmac, type Keyring, sameText, type SecretKey } from '@tillstream/event-sourcing';

const VERSION = '1';
const MAC_LENGTH = 27;
const TOKEN = /^[0-9A-Za-z]{20}1[0-9A-Za-z_-]{27}$/;

export class SecureTokens {
  private readonly key: SecretKey;
  /** The one made last: an answer shows a session's token twice. */
  private latest = { sessionKey: '', token: '' };

  constructor(
    keyring: Keyring,
    /** Where buyers reach this installation, without a slash at its end. */
    private readonly publicUrl: string,
  ) {
    this.key = keyring.derive('secure-token/v1');
  }

  of(sessionKey: string): string {
    if (this.latest.sessionKey !== sessionKey) this.latest = { sessionKey, token: this.make(sessionKey) };
    return this.latest.token;
  }

  /** The session's key, or null for a token that was not made here. */
  sessionKey(token: string): string | null {
    if (!TOKEN.test(token)) return null;
    const key = token.slice(0, 20);
    return sameText(this.of(key), token) ? key : null;
  }

  url(sessionKey: string): string {
    return `${this.publicUrl}/checkout/${this.of(sessionKey)}`;
  }

  /** Where the bank sends the buyer back to after the challenge of this attempt. */
  challengeReturnUrl(sessionKey: string, attemptId: string): string {
    return `${this.url(sessionKey)}/challenge/${attemptId}/return`;
  }

  private make(sessionKey: string): string {
    return `${sessionKey}${VERSION}${hmac(this.key, sessionKey).toString('base64url').slice(0, MAC_LENGTH)}`;
  }
}
