/* coders MODE TABLE SYMBOLS: 10^7 symbols by one static table of 2^12. TABLE holds the frequencies (u16), SYMBOLS a byte
   each. Modes: rans-encode, rans-decode (two interleaved states, words of 16 bits), range-encode, range-decode (32 bits, with
   carry). Prints nanoseconds and the hash of the bytes, or of the symbols. */
#include "reference.h"

#define P 12
static uint32_t frequency[256], cumulative[256], packed[1 << P];
static uint8_t symbol_of[1 << P];

static void read_table(const char *path) {
  size_t length;
  uint8_t *bytes = read_file(path, &length);
  uint32_t start = 0;
  for (uint32_t s = 0; 2 * s < length; s++) {
    frequency[s] = bytes[2 * s] | (uint32_t)bytes[2 * s + 1] << 8;
    cumulative[s] = start;
    for (uint32_t q = 0; q < frequency[s]; q++) {
      packed[start + q] = s << 24 | (frequency[s] - 1) << 12 | q;
      symbol_of[start + q] = (uint8_t)s;
    }
    start += frequency[s];
  }
}

static size_t rans_encode(const uint8_t *symbols, size_t count, uint16_t *words) {
  uint32_t x[2] = {1 << 16, 1 << 16};
  size_t length = 0;
  for (size_t i = count; i-- > 0;) {
    uint32_t s = symbols[i], f = frequency[s], *state = &x[i & 1];
    if (*state >> (32 - P) >= f) words[length++] = (uint16_t)*state, *state >>= 16;
    *state = (*state / f << P) + *state % f + cumulative[s];
  }
  for (int lane = 1; lane >= 0; lane--) words[length++] = (uint16_t)x[lane], words[length++] = (uint16_t)(x[lane] >> 16);
  return length;
}

static void rans_decode(const uint16_t *words, size_t length, uint8_t *symbols, size_t count) {
  uint32_t even = words[length - 2] | (uint32_t)words[length - 1] << 16;
  uint32_t odd = words[length - 4] | (uint32_t)words[length - 3] << 16;
  length -= 4;
  for (size_t i = 0; i + 1 < count; i += 2) {
    uint32_t e = packed[even & 4095], o = packed[odd & 4095];
    even = ((e >> 12 & 4095) + 1) * (even >> P) + (e & 4095);
    if (even < 1 << 16) even = even << 16 | words[--length];
    odd = ((o >> 12 & 4095) + 1) * (odd >> P) + (o & 4095);
    if (odd < 1 << 16) odd = odd << 16 | words[--length];
    symbols[i] = (uint8_t)(e >> 24);
    symbols[i + 1] = (uint8_t)(o >> 24);
  }
}

static size_t range_encode(const uint8_t *symbols, size_t count, uint8_t *bytes) {
  uint64_t low = 0;
  uint32_t range = 0xffffffffu;
  size_t length = 0;
  for (size_t i = 0; i <= count; i++) {
    int last = i == count, shifts = 0;
    if (last) {
      uint64_t end = low + range, rounded = (low + 0xffffffffu) & ~(uint64_t)0xffffffffu;
      shifts = rounded < end ? 1 : 2;
      low = shifts == 1 ? rounded : (low + 0xffffff) & ~(uint64_t)0xffffff;
    } else {
      uint32_t unit = range >> P;
      low += (uint64_t)unit * cumulative[symbols[i]];
      range = unit * frequency[symbols[i]];
    }
    while (last ? shifts-- > 0 : range < 1 << 24) {
      if (low >> 40) {
        size_t at = length - 1;
        while (bytes[at] == 255) bytes[at--] = 0;
        bytes[at]++;
        low &= (1ull << 40) - 1;
      }
      bytes[length++] = (uint8_t)(low >> 32);
      low = (low & 0xffffffffu) << 8;
      range <<= 8;
    }
  }
  return length;
}

static void range_decode(const uint8_t *bytes, uint8_t *symbols, size_t count) {
  uint32_t value = 0, range = 0xffffffffu;
  const uint8_t *at = bytes;
  for (int i = 0; i < 4; i++) value = value << 8 | *at++;
  for (size_t i = 0; i < count; i++) {
    uint32_t unit = range >> P, s = symbol_of[value / unit];
    value -= unit * cumulative[s];
    range = unit * frequency[s];
    while (range < 1 << 24) value = value << 8 | *at++, range <<= 8;
    symbols[i] = (uint8_t)s;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int is_rans = strncmp(argv[1], "rans", 4) == 0, is_encode = strstr(argv[1], "encode") != NULL;
  read_table(argv[2]);
  size_t count;
  uint8_t *symbols = read_file(argv[3], &count);
  uint8_t *bytes = allocate(2 * count + 64), *decoded = allocate(count);
  double start = processor_nanoseconds();
  size_t length = is_rans ? 2 * rans_encode(symbols, count, (uint16_t *)bytes) : range_encode(symbols, count, bytes);
  double middle = processor_nanoseconds();
  if (is_rans) rans_decode((uint16_t *)bytes, length / 2, decoded, count);
  else range_decode(bytes + 1, decoded, count);
  double end = processor_nanoseconds();
  /* The first byte of the range coder is always 0 and is not part of its output. */
  uint32_t hash = is_encode ? hash_of(bytes + !is_rans, length - !is_rans) : hash_of(decoded, count);
  printf("%.0f %u\n", is_encode ? middle - start : end - middle, hash);
  return 0;
}
