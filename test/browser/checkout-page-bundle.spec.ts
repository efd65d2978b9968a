// What the build of the hosted page yields: the script that was reviewed and no other, small enough, under a policy that holds.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { PageSuite } from './support/page-under-test';

const suite = new PageSuite();
const largestScript = 35 * 1024;

describe('the build of the hosted page', () => {
  it('is the script that the inventory in the repository names, and fits', async () => {
    const { manifest, scripts } = suite.bundles;
    const reviewed: unknown = JSON.parse(await readFile(path.resolve(__dirname, '../../apps/checkout-page/script-inventory.json'), 'utf8'));
    expect(manifest).toEqual(reviewed);
    const sizes = [...scripts.values()].map((script) => gzipSync(script).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(largestScript);
  });

  it('is what the served page runs, one request for the document and one for the script', async () => {
    const { page, server } = await suite.open({ session: { state: 'expired', is_expired: true } });
    const { scripts } = suite.bundles.manifest;
    const script = page.locator('script[src]');
    expect(await script.count()).toBe(1);
    const body = await (await page.request.get(`${server.origin}${await script.getAttribute('src')}`)).body();
    expect(await script.getAttribute('integrity')).toBe(`sha384-${createHash('sha384').update(body).digest('base64')}`);
    expect(scripts.map(({ integrity }) => integrity)).toEqual([await script.getAttribute('integrity')]);
    expect(server.log.slice(0, 2)).toEqual(['GET /checkout/…', `GET /checkout/assets/${scripts[0]?.file}`]);
    expect(server.log).toHaveLength(3); // the third was ours
  });

  it('has no inline style and no inline handler, and its policy stops foreign script', async () => {
    const { page, misdeeds } = await suite.open();
    expect(await page.locator('[style]').count()).toBe(0);
    expect(
      await page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length,
      ),
    ).toBe(0);
    const outcome = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<p>x</p>');
        return 'written';
      } catch (error) {
        return String(error);
      }
    });
    expect(outcome).toContain('TrustedHTML');
    expect(misdeeds.splice(0).length).toBeGreaterThan(0);
  });
});
