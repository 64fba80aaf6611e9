// Runs the browser tests in order and ends with one line: "N passed, N failed".
import { startMachine } from './machine.mjs';
import { tests as articles } from './articles.mjs';
import { tests as access } from './sign_in.mjs';
import { tests as face } from './face.mjs';
import { tests as intake } from './intake.mjs';
import { tests as members } from './members.mjs';
import { tests as plans } from './plans.mjs';
import { tests as outcomes } from './outcomes.mjs';
import { tests as policy } from './policy.mjs';
import { tests as register } from './register.mjs';
import { tests as reviews } from './reviews.mjs';
import { tests as statistics } from './statistics.mjs';
import { tests as units } from './units.mjs';

const words = process.argv.slice(2);
const all = [...access, ...units, ...intake, ...register, ...articles, ...policy, ...members, ...reviews, ...statistics, ...plans, ...outcomes, ...face];
const chosen = all.filter((t) => t.always || words.length === 0 || words.some((word) => t.name.includes(word)));
const machine = await startMachine();
let passed = 0;
const failed = [];
for (const test of chosen) {
  const start = Date.now();
  try {
    const skipped = await test.run(machine);
    if (typeof skipped === 'string') {
      console.log(`skip  ${test.name}: ${skipped}`);
      continue;
    }
    passed += 1;
    console.log(`ok    ${test.name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed.push(test.name);
    console.log(`FAIL  ${test.name}\n${String(error?.stack ?? error).split('\n').slice(0, 14).join('\n')}`);
  } finally {
    for (const context of machine.browser.contexts()) {
      if (failed.at(-1) === test.name && process.env.LIENTHONG_FAILURES) {
        const page = context.pages()[0];
        await page?.screenshot({ path: `${process.env.LIENTHONG_FAILURES}/${failed.length}.png` }).catch(() => undefined);
      }
      await context.close();
    }
  }
}
await machine.stop();
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && passed > 0 ? 0 : 1);
