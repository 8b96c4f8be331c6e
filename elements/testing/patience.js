/** How long the browser suites wait: of one test and of one file, on a machine that is busy with something else. */
export const patience = {
  testFramework: { config: { timeout: 60_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
};
