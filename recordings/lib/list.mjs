// SPDX-License-Identifier: GPL-2.0-or-later
// Writes test-captures/README.md from the truth files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = `${process.env.WRTCSIG_CAPTURES ?? new URL('../../test-captures', import.meta.url).pathname}/`
const rows = readdirSync(folder).filter(f => f.endsWith('.truth.json')).sort().map(f => {
  const { capture, origin, again } = JSON.parse(readFileSync(folder + f))
  return `| \`${capture}\` | ${origin} | \`${again}\` |`
})
writeFileSync(folder + 'README.md', `# Test captures

Each has a truth file beside it that says what the applications did; see
[recordings/TRUTH.md](../recordings/TRUTH.md). This table is made by \`recordings/lib/list.mjs\`.

| capture | origin | how to record it again |
| --- | --- | --- |
${rows.join('\n')}
`)
