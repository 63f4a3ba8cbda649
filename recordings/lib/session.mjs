// SPDX-License-Identifier: GPL-2.0-or-later
// What every scenario with pages needs: the pages' server, a browser, the truth.
import { servePages, startChromium } from './browser.mjs'
import { Truth } from './truth.mjs'

export async function session(scripts, flags = []) {
  const truth = new Truth()
  const pages = await servePages(scripts)
  const browser = await startChromium(flags)
  return {
    truth,
    browser,
    url: pages.url,
    page: options => browser.page(pages.url, options),
    // connected: the pages in the order of their connections
    async end(origin, ...connected) {
      for (const [index, page] of connected.entries()) truth.add(index, await page.evaluate(() => truth))
      await browser.close()
      pages.close()
      truth.write(origin)
    }
  }
}
