/**
 * Element types of tensors, under the names of safetensors. Whatever is not listed is carried as bytes and never looked at.
 */

/** How the bytes of a type are read: `float` types may be sent with loss, all others are kept. */
export type Numbers = 'float' | 'integer' | 'opaque';

export interface DataType {
  readonly name: string;
  /** Bytes of an element; undefined where elements have no fixed size, or none that is known here. */
  readonly bytes: number | undefined;
  readonly numbers: Numbers;
}

/** The position of a type is its id in files. */
export const DATA_TYPES: readonly DataType[] = [
  { name: 'F64', bytes: 8, numbers: 'float' },
  { name: 'F32', bytes: 4, numbers: 'float' },
  { name: 'F16', bytes: 2, numbers: 'float' },
  { name: 'BF16', bytes: 2, numbers: 'float' },
  { name: 'F8_E4M3', bytes: 1, numbers: 'opaque' },
  { name: 'F8_E5M2', bytes: 1, numbers: 'opaque' },
  { name: 'I64', bytes: 8, numbers: 'integer' },
  { name: 'I32', bytes: 4, numbers: 'integer' },
  { name: 'I16', bytes: 2, numbers: 'integer' },
  { name: 'I8', bytes: 1, numbers: 'integer' },
  { name: 'U64', bytes: 8, numbers: 'integer' },
  { name: 'U32', bytes: 4, numbers: 'integer' },
  { name: 'U16', bytes: 2, numbers: 'integer' },
  { name: 'U8', bytes: 1, numbers: 'integer' },
  { name: 'BOOL', bytes: 1, numbers: 'integer' },
  { name: 'C64', bytes: 8, numbers: 'opaque' },
  { name: 'STRING', bytes: undefined, numbers: 'opaque' },
];

/** The type of this name; an unknown one is opaque. */
export function dataType(name: string): DataType {
  return DATA_TYPES.find((type) => type.name === name) ?? { name, bytes: undefined, numbers: 'opaque' };
}
