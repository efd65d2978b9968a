// The simulation without a test runner: `seeds` tells many stories, `tell` one, `shrink` the smallest that still fails, `bugs` those planted.
// Usage: npm run simulate -- seeds <first> <count> | tell <seed> [planted bug] | shrink <seed> [planted bug] | bugs <count>
require('./typescript.cjs');
const { commands } = require('./commands.ts');

const [command = '', ...rest] = process.argv.slice(2);
const run = commands[command];
if (!run) {
  process.stderr.write(
    'usage: npm run simulate -- seeds <first> <count> | tell <seed> [planted bug] | shrink <seed> [planted bug] | bugs <count>\n',
  );
  process.exit(2);
}
run(...rest).then((isFine) => process.exit(isFine ? 0 : 1));
