// How many checks and tests passed, failed and were skipped, and the words for it.

export const nothing = { passed: 0, failed: 0, skipped: 0 };
export const passed = { ...nothing, passed: 1 };
export const failed = { ...nothing, failed: 1 };
export const skipped = (count) => ({ ...nothing, skipped: count });

export const add = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

export const describe = (outcome) => `${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`;

/**
 * What a report of jest amounts to. A file that could not run has no tests, but failed; so did a run without a report, and one that
 * ended badly although every test in it went well.
 */
export function outcomeOf(report, exitCode) {
  if (report === undefined) return failed;
  const tests = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return exitCode !== 0 && tests.failed === 0 ? add(tests, failed) : tests;
}
