/**
 * Prints what failed: file, name and error of each failing test, and what its page wrote to the console. The last line
 * is `N passed, N failed`; a file that could not be imported or declares no test counts as failed.
 */
export const failureReporter = ({ print = (line) => console.log(line) } = {}) => ({
  reportTestFileResults() {},
  onTestRunFinished({ sessions }) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const session of sessions) {
      const tests = session.testResults ? testsOf(session.testResults) : [];
      for (const { skipped, passed } of tests) count[skipped ? 'skipped' : passed ? 'passed' : 'failed'] += 1;
      const failing = tests.filter(({ passed, skipped }) => !passed && !skipped);
      const faults = failing.map(({ title, error }) => [title, error]);
      for (const error of session.passed ? [] : session.errors) faults.push(['outside of its tests', error]);
      if (tests.length === 0 && session.errors.length === 0) faults.push(['it declares no test']);
      // What is wrong with the file rather than with one of its tests counts once.
      if (faults.length > failing.length) count.failed += 1;
      for (const [text] of session.logs) if (isFigure(text)) print(text.slice(figure.length));
      for (const [title, error] of faults)
        print(`✗ ${nameOf(session.testFile)}: ${title}${indent(told(error))}`);
      if (faults.length === 0) continue;
      for (const path of session.request404s) print(`    not found: ${path}`);
      for (const log of session.logs) print(`    console: ${log.map(written).join(' ')}`);
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    print(`${count.passed} passed, ${count.failed} failed${skipped}`);
  },
});

/** A test that writes `figure: …` to the console has something to tell although it passed. */
const figure = 'figure: ';
const isFigure = (text) => typeof text === 'string' && text.startsWith(figure);

/** For `filterBrowserLogs`: Lit says in every page that it runs unminified. */
export const isNoteworthy = ({ args }) => !String(args[0]).startsWith('Lit is in dev mode');

const testsOf = (suite, names = []) => [
  ...suite.tests.map((test) => ({ ...test, title: [...names, test.name].join(' › ') })),
  ...suite.suites.flatMap((inner) => testsOf(inner, [...names, inner.name])),
];

const nameOf = (path) => path.replace(/^.*?\/(?=src\/)/, '');

const told = (error) => {
  if (!error) return '';
  const { name, message = 'no reason given', stack = '', expected, actual } = error;
  const difference =
    expected === undefined && actual === undefined ? [] : [`expected ${expected}`, `actual ${actual}`];
  // Chromium's stack begins with the message.
  const places = stack.split('\n').filter((line) => /^\s+at |^[^ ]*@/.test(line));
  return ['', name ? `${name}: ${message}` : message, ...difference, ...places].join('\n');
};

const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

const indent = (text) => text.replaceAll('\n', '\n    ');
