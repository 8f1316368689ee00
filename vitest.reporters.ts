/** For people, and for `.ci/run`, which adds the suites up, a file it names. */
const results = process.env.TEST_RESULTS

export const reporters: (string | [string, Record<string, unknown>])[] =
  results === undefined ? ['default'] : ['dot', ['json', { outputFile: results }]]
