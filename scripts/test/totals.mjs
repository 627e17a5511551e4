/** Writes what the run came to into the file of PLANUNGSRAUM_TEST_TOTALS, for the closing line. */
import { writeFileSync } from 'node:fs';

export default class Totals {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') totals.passed++;
        else if (state === 'failed') failedHere++;
        else totals.skipped++;
      }
      // A file that does not load, or a hook that fails, has no failed test to be counted.
      totals.failed += failedHere > 0 || module.state() !== 'failed' ? failedHere : 1;
    }
    writeFileSync(process.env['PLANUNGSRAUM_TEST_TOTALS'], JSON.stringify(totals));
  }
}
