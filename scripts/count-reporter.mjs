/** A vitest reporter that closes a run with one plain line: `N passed, N failed`, as the runner counted. */
export default class CountReporter {
  #passed = 0;
  #failed = 0;

  onTestCaseResult(test) {
    const { state } = test.result();
    if (state === 'passed') this.#passed++;
    else if (state === 'failed') this.#failed++;
  }

  onTestRunEnd(modules, errors) {
    const broken = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    // After the default reporter's summary, which is written when the run ends, too.
    const line = `${this.#passed} passed, ${this.#failed + broken + errors.length} failed`;
    process.on('exit', () => console.log(line));
  }
}
