/* philox COUNT K0 K1: the dither words of COUNT values, block by block, as a decoder asks for them. */
#include "reference.h"
#define BLOCK 65536

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  uint32_t count = (uint32_t)atoi(argv[1]), last = 0;
  uint32_t *words = allocate(4 * BLOCK);
  uint32_t k0 = (uint32_t)strtoul(argv[2], NULL, 10), k1 = (uint32_t)strtoul(argv[3], NULL, 10);
  double start = processor_nanoseconds();
  for (uint32_t block = 0; block * BLOCK < count; block++) {
    block_words(block, k0, k1, words, BLOCK);
    last ^= words[block % BLOCK];
  }
  double end = processor_nanoseconds();
  printf("%.0f %u\n", end - start, last);
  return 0;
}
