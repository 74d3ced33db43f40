/* scoring COUNT DIMENSIONS WIDTH ALLOWED: candidates 0 .. COUNT - 1 of block 0 under key words 1 and 2, for a normal target of
   deviation 1 in the middle of cells WIDTH wide. Each loses z^2 / 2 a coordinate; those that lose at most ALLOWED are
   counted. Sixteen candidates at a time, in single precision. */
#include "reference.h"
#define LANES 16

static inline void lanes(uint32_t first, uint32_t group, uint32_t *out) {
  uint32_t c0[LANES], c1[LANES], c2[LANES], c3[LANES], k0 = 1, k1 = 2;
  for (int i = 0; i < LANES; i++) c0[i] = first + (uint32_t)i, c1[i] = group << 21, c2[i] = 0, c3[i] = 0;
  for (int round = 0; round < 10; round++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u)
    for (int i = 0; i < LANES; i++) {
      uint64_t p0 = (uint64_t)0xD2511F53u * c0[i], p1 = (uint64_t)0xCD9E8D57u * c2[i];
      c0[i] = (uint32_t)(p1 >> 32) ^ c1[i] ^ k0;
      c1[i] = (uint32_t)p1;
      c2[i] = (uint32_t)(p0 >> 32) ^ c3[i] ^ k1;
      c3[i] = (uint32_t)p0;
    }
  memcpy(out, c0, sizeof c0), memcpy(out + LANES, c1, sizeof c1);
  memcpy(out + 2 * LANES, c2, sizeof c2), memcpy(out + 3 * LANES, c3, sizeof c3);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  uint32_t count = (uint32_t)atoi(argv[1]), dimensions = (uint32_t)atoi(argv[2]), left = 0;
  float width = (float)atof(argv[3]), allowed = (float)atof(argv[4]);
  float quadratic = 0.5f * width * width / 4294967296.0f / 4294967296.0f;
  uint32_t words[4 * LANES];
  double start = processor_nanoseconds();
  for (uint32_t first = 0; first < count; first += LANES) {
    float sum[LANES] = {0};
    for (uint32_t group = 0, i = 0; i < dimensions; group++) {
      lanes(first, group, words);
      for (uint32_t w = 0; w < 4 && i < dimensions; w++, i++)
        for (int n = 0; n < LANES; n++) {
          float d = (float)(int32_t)words[w * LANES + (uint32_t)n];
          sum[n] += quadratic * d * d;
        }
      int within = 0;
      for (int n = 0; n < LANES; n++) within += sum[n] <= allowed;
      if (within == 0) break;
    }
    for (int n = 0; n < LANES; n++) left += sum[n] <= allowed;
  }
  double end = processor_nanoseconds();
  printf("%.0f %u\n", end - start, left);
  return 0;
}
