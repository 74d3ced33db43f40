/** Units of information, as names: a number that is a code length in log2, or a log weight in natural logarithm. */
export type Bits = number;
export type Nats = number;
