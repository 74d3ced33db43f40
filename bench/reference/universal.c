/* universal MODE TABLES VALUES K0 K1: universal quantization of float32 values, cells of width 1, in chunks of 65,536, as
   coder 1 of docs/format.md; K0 and K1 are the words of the key. TABLES: int32 log2 of the buckets, runs, kmin, span; per run int32 first point and
   bits; per bucket the frequencies (u16) of runs + 1 symbols. Modes encode, decode. Prints nanoseconds and the hash of all
   payloads, or of all samples (doubles). */
#include "reference.h"
#include <math.h>
#define CHUNK 65536
#define P 12

static int32_t bucket_bits, runs, kmin, span;
static int32_t *first, *bits;
static uint32_t (*frequency)[256], (*cumulative)[256], (*packed)[1 << P];
static uint8_t *symbol_of;

static void read_tables(const char *path) {
  size_t length;
  int32_t *head = (int32_t *)read_file(path, &length);
  bucket_bits = head[0], runs = head[1], kmin = head[2], span = head[3];
  first = allocate(4 * 256), bits = allocate(4 * 256);
  symbol_of = allocate((size_t)span);
  for (int s = 0; s < runs; s++) {
    first[s] = head[4 + 2 * s], bits[s] = head[5 + 2 * s];
    memset(symbol_of + first[s] - kmin, s, (size_t)1 << bits[s]);
  }
  uint16_t *table = (uint16_t *)(head + 4 + 2 * runs);
  size_t buckets = (size_t)1 << bucket_bits;
  frequency = allocate(buckets * sizeof *frequency), cumulative = allocate(buckets * sizeof *cumulative);
  packed = allocate(buckets * sizeof *packed);
  for (size_t b = 0; b < buckets; b++) {
    uint32_t start = 0;
    for (int s = 0; s <= runs; s++) {
      uint32_t f = *table++;
      frequency[b][s] = f, cumulative[b][s] = start;
      for (uint32_t q = 0; q < f; q++) packed[b][start + q] = (uint32_t)s << 24 | (f - 1) << 12 | q;
      start += f;
    }
  }
}

struct low_bits { uint8_t *bytes; size_t length; uint64_t pending; int count; };

static inline void write_low(struct low_bits *low, uint32_t value, int count) {
  low->pending |= (uint64_t)value << low->count;
  low->count += count;
  while (low->count >= 8) low->bytes[low->length++] = (uint8_t)low->pending, low->pending >>= 8, low->count -= 8;
}

static inline uint32_t read_low(struct low_bits *low, int count) {
  while (low->count < count) low->pending |= (uint64_t)low->bytes[low->length++] << low->count, low->count += 8;
  uint32_t value = (uint32_t)(low->pending & ((1u << count) - 1));
  low->pending >>= count, low->count -= count;
  return value;
}

static void beyond(struct low_bits *low, int64_t n, int side) {
  int length = 63 - __builtin_clzll((uint64_t)n);
  write_low(low, (uint32_t)side, 1), write_low(low, (uint32_t)length, 6);
  for (int left = length, at = 0; left > 0; left -= 16, at += 16)
    write_low(low, (uint32_t)((uint64_t)(n - ((int64_t)1 << length)) >> at & 0xffff), left < 16 ? left : 16);
}

static uint32_t words[CHUNK], key[2];
static uint8_t symbols[CHUNK], low_memory[16 * CHUNK];
static uint16_t stream[CHUNK + 4];

/* One chunk to `out`; the samples replace the values in `samples`. Returns the bytes of the payload. */
static size_t encode_chunk(const float *values, uint32_t block, int count, double *samples, uint8_t *out) {
  struct low_bits low = {low_memory, 0, 0, 0};
  block_words(block, key[0], key[1], words, CHUNK);
  for (int i = 0; i < count; i++) {
    double centre = values[i], integer = floor(centre);
    uint32_t fraction = (uint32_t)(uint64_t)floor((centre - integer) * 4294967296.0 + 0.5);
    int32_t offset = (int32_t)(words[i] - fraction);
    int32_t k = (int32_t)(integer + ((double)fraction + offset - words[i]) * 0x1p-32);
    samples[i] = k + (words[i] + 0.5) * 0x1p-32;
    int32_t at = k - kmin;
    if (at >= 0 && at < span) {
      symbols[i] = symbol_of[at];
      if (bits[symbols[i]] > 0) write_low(&low, (uint32_t)(k - first[symbols[i]]), bits[symbols[i]]);
    } else {
      symbols[i] = (uint8_t)runs;
      beyond(&low, at < 0 ? -at : at - span + 1, at >= 0);
    }
  }
  if (low.count > 0) low.bytes[low.length++] = (uint8_t)low.pending;
  uint32_t x[2] = {1 << 16, 1 << 16};
  size_t length = 0;
  for (int i = count; i-- > 0;) {
    uint32_t b = (uint32_t)((uint64_t)words[i] << bucket_bits >> 32), f = frequency[b][symbols[i]], *state = &x[i & 1];
    if (*state >> (32 - P) >= f) stream[length++] = (uint16_t)*state, *state >>= 16;
    *state = (*state / f << P) + *state % f + cumulative[b][symbols[i]];
  }
  for (int lane = 1; lane >= 0; lane--) stream[length++] = (uint16_t)x[lane], stream[length++] = (uint16_t)(x[lane] >> 16);
  double width = 1;
  uint8_t *at = out;
  memcpy(at, &width, 8), at += 8;
  size_t varuint = 2 * length;
  for (; varuint >= 128; varuint >>= 7) *at++ = (uint8_t)(varuint | 128);
  *at++ = (uint8_t)varuint;
  memcpy(at, stream, 2 * length), at += 2 * length;
  memcpy(at, low.bytes, low.length), at += low.length;
  return (size_t)(at - out);
}

static void decode_chunk(const uint8_t *in, uint32_t block, int count, double *samples) {
  size_t length = 0;
  in += 8;
  for (int shift = 0;; shift += 7) {
    length |= (size_t)(*in & 127) << shift;
    if (*in++ < 128) break;
  }
  memcpy(stream, in, length);
  struct low_bits low = {(uint8_t *)in + length, 0, 0, 0};
  length /= 2;
  block_words(block, key[0], key[1], words, CHUNK);
  uint32_t x[2] = {stream[length - 2] | (uint32_t)stream[length - 1] << 16,
                   stream[length - 4] | (uint32_t)stream[length - 3] << 16};
  length -= 4;
  for (int i = 0; i < count; i++) {
    uint32_t *state = &x[i & 1], b = (uint32_t)((uint64_t)words[i] << bucket_bits >> 32), e = packed[b][*state & 4095];
    *state = ((e >> 12 & 4095) + 1) * (*state >> P) + (e & 4095);
    if (*state < 1 << 16) *state = *state << 16 | stream[--length];
    symbols[i] = (uint8_t)(e >> 24);
  }
  for (int i = 0; i < count; i++) {
    int32_t k;
    if (symbols[i] == runs) {
      int side = (int)read_low(&low, 1), width = (int)read_low(&low, 6);
      int64_t n = (int64_t)1 << width;
      for (int read = 0; read < width; read += 16) n += (int64_t)read_low(&low, width - read < 16 ? width - read : 16) << read;
      k = (int32_t)(side == 0 ? kmin - n : kmin + span - 1 + n);
    } else {
      k = first[symbols[i]] + (int32_t)(bits[symbols[i]] > 0 ? read_low(&low, bits[symbols[i]]) : 0);
    }
    samples[i] = k + (words[i] + 0.5) * 0x1p-32;
  }
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  key[0] = (uint32_t)strtoul(argv[4], NULL, 10), key[1] = (uint32_t)strtoul(argv[5], NULL, 10);
  int is_encode = strcmp(argv[1], "encode") == 0;
  read_tables(argv[2]);
  size_t length;
  float *values = (float *)read_file(argv[3], &length);
  size_t count = length / 4, chunks = (count + CHUNK - 1) / CHUNK;
  double *samples = allocate(8 * count);
  uint8_t *bytes = allocate(4 * count + 64 * chunks);
  size_t *starts = allocate((chunks + 1) * sizeof *starts);
  double start = processor_nanoseconds();
  for (size_t c = 0; c < chunks; c++) {
    int here = (int)(count - c * CHUNK < CHUNK ? count - c * CHUNK : CHUNK);
    size_t made = encode_chunk(values + c * CHUNK, (uint32_t)c, here, samples + c * CHUNK, bytes + starts[c]);
    starts[c + 1] = starts[c] + made;
  }
  double middle = processor_nanoseconds();
  uint32_t hash = hash_of(bytes, starts[chunks]);
  if (!is_encode) {
    memset(samples, 0, 8 * count);
    start = processor_nanoseconds();
    for (size_t c = 0; c < chunks; c++) {
      int here = (int)(count - c * CHUNK < CHUNK ? count - c * CHUNK : CHUNK);
      decode_chunk(bytes + starts[c], (uint32_t)c, here, samples + c * CHUNK);
    }
    middle = processor_nanoseconds();
    hash = hash_of(samples, 8 * count);
  }
  printf("%.0f %u\n", middle - start, hash);
  return 0;
}
