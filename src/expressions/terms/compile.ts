/** A term as a closure over an array of the variables' values: nothing is looked up or allocated per value. */
import { binaryValue, relationHolds, unaryValue } from './arithmetic.ts';
import type { Term } from './term.ts';

export type Compiled = (values: Float64Array) => number;

/** `names[i]` is the variable whose value is `values[i]`. A comparison with NaN gives NaN, not a branch. */
export function compile(term: Term, names: readonly string[]): Compiled {
  switch (term.kind) {
    case 'constant': {
      const { value } = term;
      return () => value;
    }
    case 'variable': {
      const slot = names.indexOf(term.name);
      return (values) => values[slot]!;
    }
    case 'unary': {
      const operation = unaryValue[term.operation];
      const operand = compile(term.operand, names);
      return (values) => operation(operand(values));
    }
    case 'binary': {
      const operation = binaryValue[term.operation];
      const left = compile(term.left, names);
      const right = compile(term.right, names);
      return (values) => operation(left(values), right(values));
    }
    case 'conditional': {
      const holds = relationHolds[term.test.relation];
      const left = compile(term.test.left, names);
      const right = compile(term.test.right, names);
      const whenTrue = compile(term.whenTrue, names);
      const whenFalse = compile(term.whenFalse, names);
      return (values) => {
        const a = left(values);
        const b = right(values);
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
        return holds(a, b) ? whenTrue(values) : whenFalse(values);
      };
    }
  }
}

/** A term in the one variable x (or none) as a function of a number. */
export function compileFunction(term: Term, name: string): (x: number) => number {
  const compiled = compile(term, [name]);
  const values = new Float64Array(1);
  return (x) => {
    values[0] = x;
    return compiled(values);
  };
}
