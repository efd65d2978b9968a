// How hosts, colors and addresses are written in settings.
export const HOST = {
  matches:
    /^(?=.{1,253}(?::|$))[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(?::\d{1,5})?$/,
  says: 'must be a host name, with or without a port',
};
export const COLOR = { matches: /^#[0-9A-Fa-f]{6}$/, says: 'must be a color such as #1a2b3c' };

/** Shown to buyers as a link: nothing but https, no user and no password in it. */
export const HTTPS_URL = { matches: /^https:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i, says: 'must be an https address' };
