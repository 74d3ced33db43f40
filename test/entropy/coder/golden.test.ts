/** Byte-exact vectors of both coders, computed with unbounded integers. */
import { AnsDecoder, AnsEncoder, AnsStack, type Lanes, RangeDecoder, RangeEncoder } from 'samplewire/entropy';
import { describe, expect, test } from 'vitest';
import { type Cell, errorCode, fromHex, golden, toHex } from '../support.ts';

interface Vector {
  readonly name: string;
  readonly operations: Cell[];
  readonly bytesHex: string;
  readonly informationBits: number;
}
interface InvalidVector extends Vector {
  readonly coder: 'range' | 'ans';
  readonly lanes?: Lanes;
  readonly error: string;
  readonly why: string;
}
const vectors = golden<{ rangeCoder: Vector[]; ans: (Vector & { lanes: Lanes })[]; invalid: InvalidVector[] }>(
  'coder.json',
);

describe('range coder', () => {
  for (const { name, operations, bytesHex, informationBits } of vectors.rangeCoder) {
    test(`"${name}" has these bytes, and they give its cells`, () => {
      const encoder = new RangeEncoder();
      for (const cell of operations) encoder.encode(...cell);
      expect(encoder.codelengthBits).toBeGreaterThan(informationBits - 1e-6);
      expect(encoder.codelengthBits).toBeLessThan(informationBits + 0.0058 * operations.length + 1e-6);
      expect(toHex(encoder.finish())).toBe(bytesHex);
      const decoder = new RangeDecoder(fromHex(bytesHex));
      for (const [c, f, p] of operations) {
        const q = decoder.peek(p);
        expect(q >= c && q < c + f).toBe(true);
        decoder.consume(c, f, p);
      }
      decoder.finish();
    });
  }

  test('an encoder that has finished is as new', () => {
    const encoder = new RangeEncoder();
    for (const { operations, bytesHex } of vectors.rangeCoder) {
      for (const cell of operations) encoder.encode(...cell);
      expect(toHex(encoder.finish())).toBe(bytesHex);
    }
  });
});

describe('rANS', () => {
  for (const { name, operations, bytesHex, lanes } of vectors.ans) {
    test(`"${name}", lanes ${lanes}, has these bytes, and they give its cells`, () => {
      const stack = new AnsStack(lanes);
      for (let i = operations.length - 1; i >= 0; i--) stack.push(...operations[i]!, i % lanes);
      expect(toHex(stack.toBytes())).toBe(bytesHex);
      const queue = new AnsEncoder(lanes);
      for (const cell of operations) queue.encode(...cell);
      expect(toHex(queue.finish())).toBe(bytesHex);
      const decoder = new AnsDecoder(fromHex(bytesHex), lanes);
      for (const [c, f, p] of operations) {
        const q = decoder.peek(p);
        expect(q >= c && q < c + f).toBe(true);
        decoder.consume(c, f, p);
      }
      decoder.finish();
    });
  }
});

describe('invalid input', () => {
  for (const { coder, bytesHex, operations, lanes, error, why } of vectors.invalid) {
    test(`"${bytesHex}" is ${error}: ${why}`, () => {
      const decode = (): void => {
        const bytes = fromHex(bytesHex);
        const decoder = coder === 'range' ? new RangeDecoder(bytes) : new AnsDecoder(bytes, lanes);
        for (const [c, f, p] of operations) {
          decoder.peek(p);
          decoder.consume(c, f, p);
        }
        decoder.finish();
      };
      expect(errorCode(decode)).toBe(error);
    });
  }
});
