/* weights PAYLOAD COUNT ROUNDS K0 K1: decodes one piece of weights (docs/format.md, 10.2 to 10.4, the adaptive model) of COUNT
   elements, the first one of its tensor, to float32, ROUNDS times. K0 and K1 are the words of the tensor's stream. Prints
   nanoseconds of all rounds and the hash of the numbers. */
#include "reference.h"
#include <math.h>

#define SYMBOLS 65
#define CLASSES 104
#define LOWEST -8
#define BLOCK 65536

static double power_of_two(int k) {
  uint64_t bits = (uint64_t)(k + 1023) << 52;
  double power;
  memcpy(&power, &bits, 8);
  return power;
}

static double f_exp(double x) {
  static const double inverse_factorial[] = {1.0 / 87178291200.0, 1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0,
    1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 1.0 / 2.0};
  if (x < -700) return 0;
  double k = floor(x * 1.4426950408889634 + 0.5);
  double high = x - k * 0.6931471803691238, low = k * 1.9082149292705877e-10, r = high - low;
  double q = inverse_factorial[0];
  for (int n = 1; n < 13; n++) q = q * r + inverse_factorial[n];
  return (1 + (high - (low - q * r * r))) * power_of_two((int)k);
}

static double step_of(int number) {
  double root = 2, step = 1;
  for (int bit = 128; bit > 0; bit >>= 1) {
    root = sqrt(root);
    if (number & bit) step *= root;
  }
  return step * power_of_two((number >> 8) - 128);
}

/* Range decoder. */
static const uint8_t *at;
static uint32_t value, range;

static inline uint32_t peek(int precision) { return value / (range >> precision); }

static inline void consume(uint32_t cumulative, uint32_t frequency, int precision) {
  uint32_t unit = range >> precision;
  value -= unit * cumulative;
  range = unit * frequency;
  while (range < 1 << 24) value = value << 8 | *at++, range <<= 8;
}

static inline uint32_t bits_of(int count) {
  uint32_t bits = peek(count);
  consume(bits, 1, count);
  return bits;
}

/* A model of 65 symbols that learns. */
struct model { uint32_t made, total, counts[SYMBOLS], tree[SYMBOLS + 1]; };
static struct model models[CLASSES][4];

static void rebuild(struct model *m) {
  memset(m->tree, 0, sizeof m->tree);
  m->total = 0;
  for (int i = 1; i <= SYMBOLS; i++) {
    m->tree[i] += m->counts[i - 1];
    m->total += m->counts[i - 1];
    int parent = i + (i & -i);
    if (parent <= SYMBOLS) m->tree[parent] += m->tree[i];
  }
}

static void make_model(struct model *m, double scale, int bits, double dither) {
  double below = 0;
  for (int s = 0; s < SYMBOLS; s++) {
    double z = ((s + 1 - 32) * power_of_two(bits) - 0.5 + dither) / scale;
    double up_to = s == SYMBOLS - 1 ? 1 : z <= 0 ? 0.5 * f_exp(z) : 1 - 0.5 * f_exp(-z);
    m->counts[s] = 1 + (uint32_t)floor(2048 * (up_to - below));
    below = up_to;
  }
  rebuild(m);
  m->made = 1;
}

static inline int decode_symbol(struct model *m) {
  uint32_t total = m->total, sought = (uint32_t)((((uint64_t)peek(16) + 1) * total - 1) >> 16), before = 0;
  int symbol = 0;
  for (int step = 64; step > 0; step >>= 1) {
    int next = symbol + step;
    if (next <= SYMBOLS && before + m->tree[next] <= sought) symbol = next, before += m->tree[next];
  }
  uint32_t start = (uint32_t)(((uint64_t)before << 16) / total);
  uint32_t end = (uint32_t)(((uint64_t)(before + m->counts[symbol]) << 16) / total);
  consume(start, end - start, 16);
  m->counts[symbol] += 32, m->total += 32;
  if (m->total > 65536) {
    for (int s = 0; s < SYMBOLS; s++) m->counts[s] = (m->counts[s] + 1) >> 1;
    rebuild(m);
  } else
    for (int i = symbol + 1; i <= SYMBOLS; i += i & -i) m->tree[i] += 32;
  return symbol;
}

/* Points. */
static uint32_t channels, inner, channel, left;
static int dithered;
static double *means, mean, ratio, reciprocals[257];
static uint32_t *counts, seen;

static inline double decode_point(double dither, int unit) {
  uint32_t n = counts[channel] < 64 ? counts[channel] : 64;
  double expected = (means[channel] * n + mean * 2) / (n + 2), size = expected * ratio / unit, square = size * size;
  uint64_t image;
  memcpy(&image, &square, 8);
  int exponent = (int)(image >> 52) - 1023;
  int place = exponent < LOWEST ? 0 : exponent - LOWEST < CLASSES - 1 ? exponent - LOWEST : CLASSES - 1;
  int bits = ((place + LOWEST) >> 1) - 1;
  if (bits < 0) bits = 0;
  int bucket = dithered && bits == 0 ? (int)(dither * 4) : 0;
  struct model *m = &models[place][bucket];
  if (!m->made) {
    double middle = step_of(32768 + 128 * (place + LOWEST) + 64), least = middle * middle - 1.0 / 16;
    double scale = dithered ? sqrt(least > 1.0 / 64 ? least : 1.0 / 64) : middle;
    make_model(m, scale, bits, !dithered ? 0 : bits > 0 ? 0.5 : (bucket + 0.5) / 4);
  }
  int symbol = decode_symbol(m);
  int64_t cell = symbol - 32;
  if (symbol == 0 || symbol == SYMBOLS - 1) {
    int length = 0;
    while (bits_of(1) == 0) length++;
    uint64_t distance = 1;
    for (int i = 0; i < length; i++) distance = distance << 1 | bits_of(1);
    cell = symbol == 0 ? -32 - (int64_t)distance : 32 + (int64_t)distance;
  }
  int64_t low = 0;
  for (int more = bits; more > 0;) {
    int piece = more % 16 ? more % 16 : 16;
    more -= piece;
    low = low << piece | bits_of(piece);
  }
  double point = (double)(cell * ((int64_t)1 << bits) + low), a = fabs(point + dither) * unit;
  if (counts[channel] < 128) counts[channel]++;
  means[channel] += (a - means[channel]) * reciprocals[counts[channel]];
  if (seen < 256) seen++;
  mean += (a - mean) * reciprocals[seen];
  ratio += (a / (expected > 0.05 ? expected : 0.05) - ratio) * (1.0 / 32);
  ratio = ratio < 0.05 ? 0.05 : ratio > 64 ? 64 : ratio;
  if (--left == 0) {
    left = inner;
    if (++channel == channels) channel = 0;
  }
  return point;
}

/* The lattice. */
static void nearest_checkerboard(const double *x, double *out) {
  double sum = 0, worst_error = -1;
  int worst = 0;
  for (int i = 0; i < 8; i++) {
    double rounded = floor(x[i] + 0.5), error = fabs(x[i] - rounded);
    out[i] = rounded, sum += rounded;
    if (error > worst_error) worst = i, worst_error = error;
  }
  if ((int64_t)sum & 1) out[worst] += x[worst] < out[worst] ? -1 : 1;
}

static void dither_of(const uint32_t *words, double *dither) {
  double x[8], shifted[8], coset[8], distance = 0, coset_distance = 0;
  for (int i = 0; i < 8; i++) x[i] = 2 * ((words[i] + 0.5) * 0x1p-32), shifted[i] = x[i] - 0.5;
  double out[8];
  nearest_checkerboard(x, out);
  nearest_checkerboard(shifted, coset);
  for (int i = 0; i < 8; i++) {
    distance += (x[i] - out[i]) * (x[i] - out[i]);
    coset_distance += (shifted[i] - coset[i]) * (shifted[i] - coset[i]);
  }
  for (int i = 0; i < 8; i++) dither[i] = x[i] - (coset_distance >= distance ? out[i] : coset[i] + 0.5);
}

static void decode_lattice(const uint32_t *words, int count, double *z) {
  for (int g = 0; g < count; g += 8) {
    double dither[8];
    dither_of(words + g, dither);
    double half = bits_of(1) / 2.0;
    int64_t sum = 0;
    for (int i = 0; i < 7; i++) {
      double offset = half + dither[i], shift = floor(offset), integer = decode_point(offset - shift, 1) - shift;
      z[g + i] = integer + half + dither[i];
      sum += (int64_t)integer;
    }
    double parity = (double)(sum & 1), offset = (parity + half + dither[7]) / 2, shift = floor(offset);
    z[g + 7] = 2 * (decode_point(offset - shift, 2) - shift) + parity + half + dither[7];
  }
}

static uint32_t varuint(void) {
  uint32_t number = 0;
  for (int shift = 0;; shift += 7) {
    number |= (uint32_t)(*at & 127) << shift;
    if (*at++ < 128) return number;
  }
}

static uint32_t words[BLOCK];
static double z[BLOCK + 8];

static void decode(const uint8_t *payload, int count, uint32_t k0, uint32_t k1, float *out) {
  at = payload;
  int method = *at++;
  double step = step_of(at[0] | at[1] << 8);
  at += 3;
  int flags = *at++;
  if ((flags & 15) != 0 || (flags & 64) != 0) exit(3);
  channels = inner = 1;
  if (flags & 16) channels = varuint(), inner = varuint();
  double shifts[5] = {0};
  if (flags & 32) for (int i = 1; i < 5; i++) shifts[i] = (int8_t)*at++ / 256.0;
  int parameter = *at++;
  dithered = method > 16;
  mean = step_of(32768 + 32 * (parameter - 64)), ratio = 1, seen = 1, channel = 0, left = inner;
  memset(models, 0, sizeof models);
  memset(means, 0, channels * sizeof *means), memset(counts, 0, channels * sizeof *counts);
  value = 0, range = 0xffffffff;
  for (int i = 0; i < 4; i++) value = value << 8 | *at++;
  for (int first = 0; first < count; first += BLOCK) {
    int here = count - first < BLOCK ? count - first : BLOCK, whole = (here + 7) / 8 * 8;
    if (dithered) block_words((uint32_t)(first / BLOCK), k0, k1, words, BLOCK);
    if (method == 18) decode_lattice(words, whole, z);
    else
      for (int i = 0; i < here; i++) {
        double u = method == 17 ? (words[i] + 0.5) * 0x1p-32 : 0;
        z[i] = decode_point(u, 1) + u;
      }
    for (int i = 0; i < here; i++) {
      double size = fabs(z[i]), shift = 0;
      if (flags & 32)
        shift = size >= 4   ? shifts[4]
                : size >= 2 ? shifts[3] + (size - 2) * ((shifts[4] - shifts[3]) / 2)
                : size >= 1 ? shifts[2] + (size - 1) * (shifts[3] - shifts[2])
                : size >= 0.5 ? shifts[1] + (size - 0.5) * ((shifts[2] - shifts[1]) / 0.5)
                              : size * (shifts[1] / 0.5);
      out[first + i] = (float)((z[i] < 0 ? shift - size : size - shift) * step);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  size_t length;
  const uint8_t *payload = read_file(argv[1], &length);
  int count = atoi(argv[2]), rounds = atoi(argv[3]);
  uint32_t k0 = (uint32_t)strtoul(argv[4], NULL, 10), k1 = (uint32_t)strtoul(argv[5], NULL, 10);
  float *numbers = allocate(4 * (size_t)count);
  means = allocate(8 * 1048576), counts = allocate(4 * 1048576);
  for (int n = 1; n <= 256; n++) reciprocals[n] = 1.0 / n;
  double start = processor_nanoseconds();
  for (int round = 0; round < rounds; round++) decode(payload, count, k0, k1, numbers);
  double end = processor_nanoseconds();
  printf("%.0f %u\n", end - start, hash_of(numbers, 4 * (size_t)count));
  return 0;
}
