/** node run-suite.mjs SUITE: the first law that is broken, as one line of JSON; an empty line where none is. */
import { suites } from './suites.mjs';

class Broken {
  constructor(violation) {
    this.violation = violation;
  }
}

try {
  suites[process.argv[2]]((name, run) => {
    try {
      run();
    } catch (error) {
      throw new Broken({ law: name, finding: error.violations?.[0]?.finding ?? String(error) });
    }
  });
  console.log('');
} catch (caught) {
  // A fault may show when a suite is set up: then no law has caught it.
  if (!(caught instanceof Broken)) throw caught;
  console.log(JSON.stringify(caught.violation));
}
