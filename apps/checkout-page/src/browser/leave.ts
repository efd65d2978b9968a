// The way out of the page.

/** Also out of a merchant's frame, where the browser allows it. Never to anything but a web address. */
export function leaveFor(url: string): boolean {
  if (!URL.canParse(url, location.href) || !/^https?:$/.test(new URL(url, location.href).protocol)) return false;
  try {
    (window.top ?? window).location.href = url;
  } catch {
    window.location.href = url;
  }
  return true;
}
