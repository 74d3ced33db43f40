/**
 * Holds the information of a network to a budget. The weights are shared out to blocks, each with a budget of C bits and
 * a price beta_b in units of the loss per nat; the loss that is minimised is
 *
 *     data loss + sum over blocks of beta_b KL_b,
 *
 * and after every step the price of a block rises by the factor 1 + rate while its KL is above its budget, else it falls
 * by the same factor. M. Havasi, R. Peharz and J. M. Hernandez-Lobato, "Minimal random code learning", 2019, algorithm 2.
 * One block of all weights holds the whole network to one budget, a block per layer each layer.
 */
import { checkPositive, InvalidArgumentError } from '../../../core/index.ts';

export interface KlBudgetOptions {
  /** For every weight, tensor after tensor, the number of its block. */
  readonly blockOf: Int32Array;
  /** Budget in bits of each block. */
  readonly bits: ArrayLike<number>;
  /** Initial price, in loss per nat. */
  readonly beta: number;
  /** Relative change of a price per step. */
  readonly rate: number;
}

export class KlBudget {
  readonly blockOf: Int32Array;
  readonly bits: Float64Array;
  readonly beta: Float64Array;
  /** In bits, of the last step. */
  readonly kl: Float64Array;
  rate: number;

  /** @throws InvalidArgumentError */
  constructor({ blockOf, bits, beta, rate }: KlBudgetOptions) {
    const blocks = bits.length;
    if (blockOf.some((block) => block < 0 || block >= blocks)) {
      throw new InvalidArgumentError(`"blockOf" expected numbers of ${blocks} blocks`);
    }
    this.blockOf = blockOf;
    this.bits = Float64Array.from(bits);
    this.beta = new Float64Array(blocks).fill(checkPositive('beta', beta));
    this.kl = new Float64Array(blocks);
    this.rate = checkPositive('rate', rate);
  }

  /** Prices after a step in which the blocks had `kl` bits. */
  adapt(): void {
    for (let block = 0; block < this.beta.length; block++) {
      const factor = 1 + this.rate;
      if (this.kl[block]! > this.bits[block]!) this.beta[block]! *= factor;
      else this.beta[block]! /= factor;
    }
  }
}
