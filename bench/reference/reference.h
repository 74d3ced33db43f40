/* What the reference programs share: processor time, philox4x32-10, and a hash that shows that two programs made the
   same bytes. The algorithms are those of docs/format.md; nothing is tuned beyond what gcc -O3 does with plain loops. */
#ifndef REFERENCE_H
#define REFERENCE_H
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double processor_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

/* Four words of counter (c0, c1, c2, c3) under the key. */
static inline void philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint32_t k0, uint32_t k1, uint32_t *out) {
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

/* Words 0 .. count - 1 (count a multiple of 4) of candidate 0 of a block. */
static inline void block_words(uint32_t block, uint32_t k0, uint32_t k1, uint32_t *out, uint32_t count) {
  for (uint32_t g = 0; 4 * g < count; g++)
    philox(0, (g & 2047) << 21, block, (g >> 11) << 21, k0, k1, out + 4 * g);
}

/* FNV-1a over bytes, 32 bits. */
static inline uint32_t hash_of(const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ at[i]) * 16777619u;
  return hash;
}

static inline void *allocate(size_t bytes) {
  void *memory = malloc(bytes);
  if (memory == NULL) exit(1);
  memset(memory, 0, bytes);
  return memory;
}

/* A whole file. */
static inline uint8_t *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  uint8_t *bytes = allocate(*length + 8);
  if (fread(bytes, 1, *length, file) != *length) exit(2);
  fclose(file);
  return bytes;
}
#endif
