import { distributionLaws } from 'samplewire/testing';
import { gumbel } from './gumbel.js';

distributionLaws(gumbel);

// The same with a survival that loses the right tail: the law that it breaks says so.
try {
  distributionLaws({ ...gumbel, survival: (x) => 1 - gumbel.cdf(x) });
  process.exitCode = 1;
} catch (error) {
  console.log(error.message);
}
