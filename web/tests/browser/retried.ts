// Names the tests that passed only when tried again, with what went wrong the first time.

import type { Reporter, TestCase } from "vitest/node";

export default class Retried implements Reporter {
  readonly #flaky: TestCase[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#flaky.push(test);
  }

  onTestRunEnd(): void {
    for (const test of this.#flaky) {
      const why = test.result().errors?.map((error) => error.stack ?? error.message) ?? [];
      process.stderr.write(`\nPassed only when tried again: ${test.fullName}\n${why.join("\n")}\n`);
    }
  }
}
