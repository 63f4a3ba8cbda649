// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
/* node run.js NAME TRUTHFILE: plays one scenario and writes its truth. node run.js: the names. */

const fs = require('fs');
const path = require('path');
const { Truth } = require('./lib/truth');

const folder = path.join(__dirname, 'scenarios');
const scenarios = {};
for (const file of fs
    .readdirSync(folder)
    .filter(f => f.endsWith('.js'))
    .sort())
    Object.assign(scenarios, require(path.join(folder, file)).scenarios);

async function main() {
    const [name, file] = process.argv.slice(2);
    if (!name) return console.log(Object.keys(scenarios).join('\n'));
    if (!scenarios[name]) throw new Error('no scenario ' + name);
    const truth = new Truth(name);
    await scenarios[name](truth, file);
    await new Promise(done => setTimeout(done, 200));
    truth.write(file);
}

main().then(
    () => process.exit(0),
    error => {
        console.error(error);
        process.exit(1);
    }
);
