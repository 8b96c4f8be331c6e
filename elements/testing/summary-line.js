/** Prints `N passed, N failed` as the last line; a file that could not be imported or declares no test counts as failed. */
export const summaryLine = () => ({
  reportTestFileResults() {},
  onTestRunFinished({ sessions }) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const walk = (suite) => {
      for (const test of suite.tests) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
      suite.suites.forEach(walk);
      return suite.tests.length + suite.suites.length;
    };
    for (const session of sessions) {
      const found = session.testResults ? walk(session.testResults) : 0;
      const crashed = !session.testResults || (!session.passed && session.errors?.length > 0);
      if (crashed || found === 0) count.failed++;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.on('exit', () => console.log(`${count.passed} passed, ${count.failed} failed${skipped}`));
  },
});
